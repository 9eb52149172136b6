package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.engineio.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Connection state recovery, on the wire as the reference implementation has it.
class RecoveryTest {
  private static final String SID = "[A-Za-z0-9_-]{20}";

  private final SocketIo server = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());
  private final Namespace main = server.namespace("/");
  private final Log log = new Log();

  RecoveryTest() {
    main.recoverWith(log);
    main.onConnect(socket -> {
      if (!socket.recovered()) {
        socket.join("room");
        socket.emitRecorded(log.size(), "hello", 1);
      }
    });
    main.onDisconnect(log::keep);
  }

  @Test
  void tellsASecretPidWithConnectAndAnOffsetWithEachRecordedEvent() {
    try (var client = new FakeClient(server)) {
      client.says("0");

      assertThat(client.hears())
          .matches("0\\{\"sid\":\"(" + SID + ")\",\"pid\":\"\\1" + SID + "\"}");
      assertThat(client.hears()).isEqualTo("2[\"hello\",1,\"0\"]");
      log.say(44);
      assertThat(client.hears()).isEqualTo("2[\"tick\",44,\"1\"]");
      main.to("room").emit("plain", 1);
      assertThat(client.hears()).isEqualTo("2[\"plain\",1]");
    }
  }

  @Test
  void replaysWhatWasMissedBeforeConnectAndGivesTheOldIdsBack() {
    var former = cutAfterHello();
    log.say(44);
    log.say(45);

    try (var client = new FakeClient(server)) {
      client.says(comingBack(former, "0"));

      assertThat(client.hears()).isEqualTo("2[\"tick\",44,\"1\"]");
      assertThat(client.hears()).isEqualTo("2[\"tick\",45,\"2\"]");
      assertThat(client.hears())
          .isEqualTo("0{\"sid\":\"" + former.sid() + "\",\"pid\":\"" + former.pid() + "\"}");
      log.say(46);
      assertThat(client.hears()).isEqualTo("2[\"tick\",46,\"3\"]");
      var socket = main.socket(former.sid()).orElseThrow();
      assertThat(socket.recovered()).isTrue();
      assertThat(socket.rooms()).containsExactlyInAnyOrder("room", former.sid());
    }
  }

  @Test
  void replaysOnlyWhatCameAfterTheOffset() {
    var former = cutAfterHello();
    log.say(44);
    log.say(45);

    try (var client = new FakeClient(server)) {
      client.says(comingBack(former, "1"));

      assertThat(client.hears()).isEqualTo("2[\"tick\",45,\"2\"]");
      assertThat(client.hears()).startsWith("0{\"sid\":\"" + former.sid());
    }
  }

  @Test
  void whatIsSaidDuringTheRecoveryComesOnceAfterConnect() throws Exception {
    var former = cutAfterHello();
    log.say(44);

    try (var client = new FakeClient(server)) {
      log.pause();
      client.says(comingBack(former, "0"));
      log.awaitPaused();
      log.say(45);
      main.to("room").emit("plain", 1);
      log.goOn();

      assertThat(client.hears()).isEqualTo("2[\"tick\",44,\"1\"]");
      assertThat(client.hears()).isEqualTo("2[\"tick\",45,\"2\"]");
      assertThat(client.hears()).startsWith("0{\"sid\":\"" + former.sid());
      assertThat(client.hears()).isEqualTo("2[\"plain\",1]");
      log.say(46);
      assertThat(client.hears()).isEqualTo("2[\"tick\",46,\"3\"]");
    }
  }

  @Test
  void anUnknownPidOrNoOffsetGetsAFreshSocketAndNoError() {
    var former = cutAfterHello();

    for (var connect :
        List.of(
            "0{\"pid\":\"nobody\",\"offset\":\"0\"}",
            "0{\"pid\":\"\",\"offset\":\"0\"}",
            "0{\"pid\":7,\"offset\":\"0\"}",
            "0{\"pid\":\"" + former.pid() + "\"}",
            "0{\"pid\":\"" + former.pid() + "\",\"offset\":0}")) {
      try (var client = new FakeClient(server)) {
        client.says(connect);

        assertThat(client.hears()).startsWith("0{\"sid\":").doesNotContain(former.sid());
        assertThat(client.hears()).isEqualTo("2[\"hello\",1,\"0\"]");
      }
    }
  }

  @Test
  void aStateIsGoodForOneReturn() {
    var former = cutAfterHello();
    log.forgetsWhoLeaves = true;

    try (var first = new FakeClient(server)) {
      first.says(comingBack(former, "0"));
      assertThat(first.hears()).contains(former.sid());
      first.vanishes();
    }
    try (var second = new FakeClient(server)) {
      second.says(comingBack(former, "0"));
      assertThat(second.hears()).startsWith("0{").doesNotContain(former.sid());
    }
  }

  @Test
  void aClientThatIsBackBeforeItsOldConnectionIsMissedTakesItsPlace() {
    try (var old = new FakeClient(server);
        var client = new FakeClient(server)) {
      var former = connect(old);
      assertThat(old.hears()).contains("hello");

      client.says(comingBack(former, "0"));

      assertThat(client.hears()).startsWith("0{\"sid\":\"" + former.sid());
      old.isClosedFor(CloseReason.FORCED_CLOSE);
      assertThat(log.reasons).containsExactly("forced close");
      log.say(44);
      assertThat(client.hears()).isEqualTo("2[\"tick\",44,\"1\"]");
    }
  }

  @Test
  void nobodyTakesAPlaceByItsPublicId() {
    try (var old = new FakeClient(server);
        var client = new FakeClient(server)) {
      var former = connect(old);

      client.says(comingBack(new Former(former.sid(), former.sid() + former.sid()), "0"));

      assertThat(client.hears()).startsWith("0{").doesNotContain(former.sid());
      assertThat(old.session().closed()).isEmpty();
    }
  }

  @Test
  void theEndOfTheSocketItselfIsTheEndOfItsState() {
    try (var left = new FakeClient(server);
        var dismissed = new FakeClient(server)) {
      connect(left);
      left.says("1");
      var former = connect(dismissed);
      main.socket(former.sid()).orElseThrow().disconnect();

      await().until(() -> log.reasons.size() == 2);
      assertThat(log.states).isEmpty();
    }
  }

  @Test
  void aClientThatJoinsAgainOverTheSameConnectionIsServed() {
    try (var client = new FakeClient(server)) {
      var former = connect(client);
      assertThat(client.hears()).contains("hello");
      main.socket(former.sid()).orElseThrow().disconnect();
      assertThat(client.hears()).isEqualTo("1");

      client.says(comingBack(former, "0"));

      assertThat(client.hears()).startsWith("0{").doesNotContain(former.sid());
      assertThat(client.session().closed()).isEmpty();
    }
  }

  @Test
  void aRecoveryThatFailsHalfwayClosesTheTransportAndOneThatHasNotBegunDoesNot() {
    var former = cutAfterHello();
    log.failsAfterResuming = true;
    try (var client = new FakeClient(server)) {
      client.says(comingBack(former, "0"));
      client.isClosedFor(CloseReason.FORCED_CLOSE);
      await().until(() -> log.reasons.size() == 2);
    }
    log.failsBefore = true;
    try (var client = new FakeClient(server)) {
      client.says(comingBack(former, "0"));
      assertThat(client.hears()).startsWith("0{").doesNotContain(former.sid());
    }
  }

  @Test
  void aClientThatVanishesDuringItsRecoveryMayComeBackOnceMore() throws Exception {
    var former = cutAfterHello();
    log.say(44);
    try (var client = new FakeClient(server)) {
      log.pause();
      client.says(comingBack(former, "0"));
      log.awaitPaused();
      client.vanishes();
      log.goOn();
      await().until(() -> log.reasons.size() == 2);
    }
    try (var client = new FakeClient(server)) {
      client.says(comingBack(former, "0"));
      assertThat(client.hears()).isEqualTo("2[\"tick\",44,\"1\"]");
      assertThat(client.hears()).contains(former.sid());
    }
  }

  @Test
  void ofTwoAttemptsAtOnceTheLaterOneIsRecovered() throws Exception {
    var former = cutAfterHello();
    log.say(44);
    try (var first = new FakeClient(server);
        var second = new FakeClient(server)) {
      log.pauseBeforeResuming();
      first.says(comingBack(former, "0"));
      log.awaitPaused();
      second.says(comingBack(former, "0"));
      first.isClosedFor(CloseReason.FORCED_CLOSE);
      log.goOn();

      assertThat(second.hears()).isEqualTo("2[\"tick\",44,\"1\"]");
      assertThat(second.hears()).contains(former.sid());
    }
  }

  @Test
  void aClientThatVanishesBeforeItIsResumedWasNeverThere() throws Exception {
    var former = cutAfterHello();
    try (var client = new FakeClient(server)) {
      log.pauseBeforeResuming();
      client.says(comingBack(former, "0"));
      log.awaitPaused();
      client.vanishes();
      log.goOn();
      await().until(() -> log.states.containsKey(former.pid()));
    }
    assertThat(log.reasons).hasSize(1);
    assertThat(main.to("room").sockets()).isEmpty();
  }

  @Test
  void tooMuchSaidDuringARecoveryClosesTheTransport() throws Exception {
    var former = cutAfterHello();
    try (var client = new FakeClient(server)) {
      log.pause();
      client.says(comingBack(former, "0"));
      log.awaitPaused();
      for (int i = 0; i <= 1_000; i++) {
        main.to("room").emit("plain", i);
      }
      client.isClosedFor(CloseReason.FORCED_CLOSE);
      log.goOn();
      await().until(() -> log.reasons.size() == 2);
    }
  }

  @Test
  void aLaterPositionThatWasSentBeforeIsTheOffset() {
    try (var client = new FakeClient(server)) {
      var former = connect(client);
      assertThat(client.hears()).contains("hello");
      log.say(44);
      log.say(45);
      assertThat(client.hears()).contains("44");
      assertThat(client.hears()).contains("45");

      main.socket(former.sid()).orElseThrow().emitRecorded(1, "joined");

      assertThat(client.hears()).isEqualTo("2[\"joined\",\"2\"]");
    }
  }

  private record Former(String sid, String pid) {}

  private Former cutAfterHello() {
    try (var client = new FakeClient(server)) {
      var former = connect(client);
      assertThat(client.hears()).isEqualTo("2[\"hello\",1,\"0\"]");
      client.vanishes();
      await().until(() -> log.states.containsKey(former.pid()));
      return former;
    }
  }

  private static Former connect(FakeClient client) {
    client.says("0");
    var reply = client.hears();
    var ids = reply.substring("0{\"sid\":\"".length(), reply.length() - "\"}".length());
    return new Former(ids.substring(0, 20), ids.substring(ids.length() - 40));
  }

  private static String comingBack(Former former, String offset) {
    return "0{\"pid\":\"" + former.pid() + "\",\"offset\":\"" + offset + "\",\"token\":\"t\"}";
  }

  /// A log in memory, in which everything goes to one room.
  private final class Log implements Recovery {
    private final List<Integer> said = new ArrayList<>();
    private final Map<String, Set<String>> states = new ConcurrentHashMap<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();
    private final Semaphore gate = new Semaphore(1_000);
    private final Semaphore gateBeforeResuming = new Semaphore(1_000);
    private volatile boolean forgetsWhoLeaves;
    private volatile boolean failsBefore;
    private volatile boolean failsAfterResuming;

    synchronized int size() {
      return said.size();
    }

    synchronized void say(int number) {
      said.add(number);
      main.to("room").emitRecorded(said.size(), "tick", number);
    }

    void keep(Socket socket, String reason) {
      if (socket.mayReturn() && !forgetsWhoLeaves) {
        states.put(socket.pid(), Set.of("room"));
      }
      reasons.add(reason);
    }

    @Override
    public void recover(ReturningClient client) {
      if (failsBefore) {
        throw new IllegalStateException("a bug that a test made");
      }
      var rooms = states.remove(client.pid());
      if (rooms == null) {
        return;
      }
      gateBeforeResuming.acquireUninterruptibly();
      if (!client.resume()) {
        states.put(client.pid(), rooms);
        return;
      }
      rooms.forEach(client.socket()::join);
      if (failsAfterResuming) {
        throw new IllegalStateException("a bug that a test made");
      }
      gate.acquireUninterruptibly();
      int upTo = size();
      for (int at = Integer.parseInt(client.offset()) + 1; at <= upTo; at++) {
        client.replay(at, "tick", said.get(at - 1));
      }
    }

    void pause() {
      gate.drainPermits();
    }

    void pauseBeforeResuming() {
      gateBeforeResuming.drainPermits();
    }

    void awaitPaused() {
      await().until(() -> gate.hasQueuedThreads() || gateBeforeResuming.hasQueuedThreads());
    }

    void goOn() {
      gate.release(1_000);
      gateBeforeResuming.release(1_000);
    }
  }
}
