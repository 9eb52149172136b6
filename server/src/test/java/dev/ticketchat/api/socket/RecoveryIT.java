package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.api.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a client that comes back sees on the wire.
class RecoveryIT {
  @TempDir Path folder;

  private ChatServer server;

  @BeforeEach
  void start() throws IOException {
    server = ChatServer.unlimited(folder, SocketPolicy.defaults());
    server.ticket("1", "clara");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void replaysWhatWasMissedBeforeItAnswersTheConnect() {
    var clara = joined("client:clara");
    var ada = joined("admin:ada");
    var state = cut(clara);
    send(ada, "missed");

    var back = server.open(state.connect());

    assertThat(back.answer().name()).isEqualTo("connect");
    assertThat(back.answer().payload().path("sid").stringValue()).isEqualTo(state.sid());
    assertThat(back.answer().payload().path("pid").stringValue()).isEqualTo(state.pid());
    assertThat(back.beforeConnect())
        .extracting(RawClient.Event::name)
        .containsExactly("new_message");
    assertThat(texts(back)).containsExactly("missed");
  }

  @Test
  void goesOnAfterARestartOfTheServer() throws IOException {
    var clara = joined("client:clara");
    var ada = joined("admin:ada");
    send(ada, "one");
    clara.count("new_message", 1);
    var state = stateOf(clara);
    send(ada, "told to a connection that is dying");
    restart();
    send(joined("admin:ada"), "while clara is away");

    var back = server.open(state.connect());

    back.count("new_message", 2);
    assertThat(back.answer().payload().path("sid").stringValue()).isEqualTo(state.sid());
    assertThat(texts(back))
        .containsExactly("told to a connection that is dying", "while clara is away");
    send(back, "and on");
    assertThat(back.count("new_message", 3)).hasSize(3);
  }

  @Test
  void aStateIsGoodForOneReturnAndThenForTheNext() {
    var state = cut(joined("client:clara"));
    var first = server.open(state.connect());
    assertThat(first.answer().payload().path("sid").stringValue()).isEqualTo(state.sid());

    var second = server.open(state.connect());

    first.awaitClosed();
    assertThat(second.answer().payload().path("sid").stringValue()).isEqualTo(state.sid());
    send(joined("admin:ada"), "to the second");
    assertThat(second.count("new_message", 1)).hasSize(1);
    assertThat(first.all("new_message")).isEmpty();
  }

  @Test
  void whoComesBackBeforeTheOldConnectionIsMissedTakesItsSeatToo() throws IOException {
    server.close();
    server = ChatServer.unlimited(folder, withSeats(1));
    var state = stateOf(joined("client:clara"));

    var back = server.open(state.connect("client:clara"));

    assertThat(back.answer().name()).isEqualTo("connect");
    assertThat(back.answer().payload().path("sid").stringValue()).isEqualTo(state.sid());
  }

  @Test
  void anOffsetThatIsNoneOfThisLogIsAFreshStart() {
    for (var offset : List.of("", "x", "-1", "1e3", "999999999", "99999999999999999999", "0x1")) {
      var state = cut(joined("client:clara"));

      var back = server.open(new State(state.sid(), state.pid(), offset).connect());

      assertThat(back.answer().name()).isEqualTo("connect");
      assertThat(back.answer().payload().path("sid").stringValue()).isNotEqualTo(state.sid());
    }
  }

  @Test
  void aSessionWhoseTokenEndedMeanwhileIsNotGoneOnWith() {
    var state = cut(joined("client:clara:1500"));

    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          var back = server.open(state.connect());
          return !back.answer().payload().path("sid").stringValue().equals(state.sid());
        });
  }

  @Test
  void whoeverIsInVeryManyTicketsBeginsAfresh() {
    var ada = server.signIn("admin:ada");
    for (var n = 0; n < 500; n++) {
      ada.ask("join_ticket", "{\"ticketId\":\"" + server.ticket("many-" + n, "clara") + "\"}");
    }
    var state = cut(ada);
    var back = server.open(state.connect());
    assertThat(back.answer().payload().path("sid").stringValue()).isEqualTo(state.sid());

    back.ask("join_ticket", "{\"ticketId\":\"1\"}");
    var larger = cut(back);
    var fresh = server.open(larger.connect());
    assertThat(fresh.answer().payload().path("sid").stringValue()).isNotEqualTo(state.sid());
  }

  /// Cut at any moment, with messages in several tickets told meanwhile: nothing is missing,
  /// nothing comes twice, and each ticket is in order.
  @Test
  void nothingIsLostOrDoubledWhereverTheLineBreaks() throws Exception {
    var tickets = List.of("1", "2", "3");
    tickets.forEach(ticket -> server.ticket(ticket, "clara"));
    var senders =
        tickets.stream()
            .map(ticket -> Thread.ofVirtual().start(() -> sendAll(ticket, 400)))
            .toList();
    var random = new Random(7);
    var client = server.signIn("admin:ada");
    for (var ticket : tickets) {
      client.ask("join_ticket", "{\"ticketId\":\"" + ticket + "\"}");
    }
    var heard = new ArrayList<JsonNode>();
    while (senders.stream().anyMatch(Thread::isAlive)) {
      var enough = client.all("new_message").size() + 1 + random.nextInt(40);
      var listening = client;
      await()
          .until(() ->
              listening.all("new_message").size() >= enough
                  || senders.stream().noneMatch(Thread::isAlive));
      var state = cut(client);
      heard.addAll(client.all("new_message"));
      client = server.open(state.connect());
      assertThat(client.answer().payload().path("sid").stringValue()).isEqualTo(state.sid());
    }
    for (var ticket : tickets) {
      client.ask("send_message", "{\"ticketId\":\"" + ticket + "\",\"message\":\"the last one\"}");
    }
    var last = client;
    await().until(() -> texts(last).stream().filter("the last one"::equals).count() == 3);
    heard.addAll(client.all("new_message"));

    for (var ticket : tickets) {
      var seqs =
          heard.stream()
              .map(event -> event.path("data"))
              .filter(message -> message.path("ticketId").stringValue().equals(ticket))
              .map(message -> message.path("seq").longValue())
              .toList();
      assertThat(seqs).isEqualTo(LongStream.rangeClosed(seqs.getFirst(), 401).boxed().toList());
    }
  }

  private void sendAll(String ticket, int count) {
    var sender = server.signIn("admin:bob-" + ticket);
    for (var n = 0; n < count; n++) {
      sender.ask("send_message", "{\"ticketId\":\"" + ticket + "\",\"message\":\"" + n + "\"}");
    }
  }

  private record State(String sid, String pid, String offset) {
    String connect() {
      return "{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}";
    }

    String connect(String token) {
      return connect().replace("}", ",\"token\":\"" + token + "\"}");
    }
  }

  private static SocketPolicy withSeats(int perUser) {
    var usual = SocketPolicy.defaults();
    return new SocketPolicy(
        usual.signInTime(),
        usual.parkingTime(),
        usual.maxParked(),
        usual.largeEvent(),
        usual.parkingBytes(),
        usual.expiryGrace(),
        perUser);
  }

  private void restart() throws IOException {
    server.close();
    server = ChatServer.unlimited(folder, SocketPolicy.defaults());
  }

  private RawClient joined(String token) {
    var client = server.signIn(token);
    client.ask("join_ticket", "{\"ticketId\":\"1\"}");
    return client;
  }

  private static void send(RawClient client, String text) {
    client.ask("send_message", "{\"ticketId\":\"1\",\"message\":\"" + text + "\"}");
  }

  private static State stateOf(RawClient client) {
    var ids = client.answer().payload();
    return new State(ids.path("sid").stringValue(), ids.path("pid").stringValue(), client.offset());
  }

  /// Ends the connection without a word, and says what its client would come back with.
  private static State cut(RawClient client) {
    client.cut();
    return stateOf(client);
  }

  private static List<String> texts(RawClient client) {
    return client.all("new_message").stream()
        .map(event -> event.path("data").path("message").stringValue())
        .toList();
  }
}
