package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BroadcastTest {
  private final SocketIo server = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());
  private final Namespace main = server.namespace("/");
  private final List<FakeClient> clients = new ArrayList<>();

  @AfterEach
  void leave() {
    clients.forEach(FakeClient::close);
  }

  @Test
  void reachesEachSocketOfSeveralRoomsOnceAndNoneOfTheExcepted() {
    var a = member("red");
    var b = member("red", "blue");
    var c = member("blue", "muted");
    var d = member("green");

    main.to("red", "blue").except("muted").emit("hello", 1);
    main.emit("end");

    assertThat(heardBy(a)).containsExactly("2[\"hello\",1]");
    assertThat(heardBy(b)).containsExactly("2[\"hello\",1]");
    assertThat(heardBy(c)).isEmpty();
    assertThat(heardBy(d)).isEmpty();
  }

  @Test
  void reachesTheWholeNamespaceAndNoOther() {
    server.namespace("/other");
    var inside = member();
    var outside = new FakeClient(server);
    clients.add(outside);
    outside.connect("/other");

    main.emit("end");
    server.namespace("/other").emit("end");

    assertThat(heardBy(inside)).isEmpty();
    assertThat(outside.hears()).isEqualTo("2/other,[\"end\"]");
    assertThat(outside.session().unread()).isZero();
  }

  @Test
  void leavesOutTheSocketThatBroadcasts() {
    var sender = member("room");
    var other = member("room");

    sender.socket.to("room").emit("hello");
    sender.socket.to().emit("all");
    main.emit("end");

    assertThat(heardBy(sender)).isEmpty();
    assertThat(heardBy(other)).containsExactly("2[\"hello\"]", "2[\"all\"]");
  }

  @Test
  void reachesOneSocketByItsId() {
    var one = member();
    var other = member();

    main.to(one.socket.id()).emit("hello");
    main.to(one.socket.id(), other.socket.id()).except(one.socket.id()).emit("other");
    main.emit("end");

    assertThat(heardBy(one)).containsExactly("2[\"hello\"]");
    assertThat(heardBy(other)).containsExactly("2[\"other\"]");
  }

  @Test
  void reachesNobodyInARoomThatIsEmpty() {
    var client = member("room");
    client.socket.leave("room");

    main.to("room").emit("hello");
    main.to("never").emit("hello");
    main.emit("end");

    assertThat(heardBy(client)).isEmpty();
  }

  @Test
  void letsASetOfSocketsJoinAndLeaveTogether() {
    var red = member("red");
    var blue = member("blue");

    main.to("red", "blue").join("purple");
    assertThat(red.socket.rooms()).containsExactlyInAnyOrder(red.socket.id(), "red", "purple");
    assertThat(main.to("purple").sockets()).containsExactlyInAnyOrder(red.socket, blue.socket);

    main.to("blue").leave("purple");
    assertThat(main.to("purple").sockets()).containsExactly(red.socket);
  }

  @Test
  void keepsTheOrderOfOneThreadsBroadcastsAtEachSocket() {
    var client = member("room");
    var other = member("room", "second");

    for (int i = 0; i < 1_000; i++) {
      main.to(i % 2 == 0 ? new String[] {"room"} : new String[] {"room", "second"}).emit("n", i);
    }
    main.emit("end");

    var expected = IntStream.range(0, 1_000).mapToObj(i -> "2[\"n\"," + i + "]").toList();
    assertThat(heardBy(client)).isEqualTo(expected);
    assertThat(heardBy(other)).isEqualTo(expected);
  }

  @Test
  void keepsAttachmentsWithTheirPacketWhenManyBroadcastAtOnce() throws Exception {
    var client = member("room");
    var start = new CountDownLatch(1);
    var threads =
        IntStream.range(0, 4)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() -> {
                      awaitIt(start);
                      for (int n = 0; n < 200; n++) {
                        main.to("room").emit("bytes", new byte[] {(byte) i});
                      }
                    }))
            .toList();

    start.countDown();
    for (var thread : threads) {
      thread.join();
    }

    for (int i = 0; i < 800; i++) {
      assertThat(client.client.hears()).startsWith("51-[\"bytes\",");
      assertThat(client.client.hearsBytes()).hasSize(1);
    }
  }

  @Test
  void collectsTheAnswersOfThoseWhoAnswerInTime() throws Exception {
    var quick = member("room");
    var alsoQuick = member("room");
    var silent = member("room");

    var answers = main.to("room").emitWithAck(Duration.ofMillis(500), "question", 1);
    var question = quick.client.hears();
    assertThat(question).isEqualTo("20[\"question\",1]");
    assertThat(alsoQuick.client.hears()).isEqualTo(question);
    assertThat(silent.client.hears()).isEqualTo(question);
    quick.client.says("30[\"a\"]");
    alsoQuick.client.says("30[\"b\",2]");

    assertThat(answers.get())
        .map(Object::toString)
        .containsExactlyInAnyOrder("[\"a\"]", "[\"b\", 2]");
  }

  @Test
  void completesAsSoonAsNobodyElseCanAnswer() throws Exception {
    var quick = member("room");
    var leaving = member("room");

    var answers = main.to("room").emitWithAck(Duration.ofHours(1), "question");
    quick.client.says("30[]");
    leaving.client.vanishes();

    assertThat(answers.get()).containsExactly(List.of());
    assertThat(main.to("nobody").emitWithAck(Duration.ofHours(1), "q").get()).isEmpty();
  }

  @Test
  void leavesNoRoomBehindWhateverOrderJoinsLeavesAndDisconnectsComeIn() throws Exception {
    var random = new Random(7);
    var members = IntStream.range(0, 20).mapToObj(_ -> member()).toList();
    var threads = new ArrayList<Thread>();

    for (var member : members) {
      long seed = random.nextLong();
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                var choices = new Random(seed);
                for (int i = 0; i < 2_000; i++) {
                  var room = "room" + choices.nextInt(5);
                  if (choices.nextBoolean()) {
                    member.socket.join(room);
                  } else {
                    member.socket.leave(room);
                  }
                }
              }));
    }
    members.forEach(member -> member.client.vanishes());
    for (var thread : threads) {
      thread.join();
    }

    await().until(main.rooms()::isEmpty);
    assertThat(members).allSatisfy(member -> assertThat(member.socket.rooms()).isEmpty());
    assertThat(main.to().sockets()).isEmpty();
  }

  private Member member(String... rooms) {
    var client = new FakeClient(server);
    clients.add(client);
    var socket = main.socket(client.connect("/")).orElseThrow();
    List.of(rooms).forEach(socket::join);
    return new Member(client, socket);
  }

  /// What a client heard before the event `end`.
  private static List<String> heardBy(Member member) {
    var heard = new ArrayList<String>();
    for (var next = member.client.hears();
        !next.equals("2[\"end\"]");
        next = member.client.hears()) {
      heard.add(next);
    }
    return heard;
  }

  private static void awaitIt(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private record Member(FakeClient client, Socket socket) {}
}
