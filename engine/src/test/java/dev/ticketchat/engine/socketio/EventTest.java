package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final SocketIo server = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());
  private final Namespace main = server.namespace("/");

  @BeforeEach
  void echo() {
    main.on("message", (socket, args, ack) -> socket.emit("message-back", args.toArray()));
    main.on("message-with-ack", (socket, args, ack) -> ack.send(args.toArray()));
  }

  @Test
  void writesArgumentsCompactlyAndInTheirOrder() {
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"message\",1,\"2\",{\"3\":[true],\"a\":null,\"0\":1.5}]");

      assertThat(client.hears())
          .isEqualTo("2[\"message-back\",1,\"2\",{\"3\":[true],\"a\":null,\"0\":1.5}]");
    }
  }

  @Test
  void carriesBytesBothWaysAsAttachments() {
    try (var client = FakeClient.connected(server)) {
      client.says(
          "52-[\"message\",{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,\"num\":1}]]");
      client.says(new byte[] {1, 2, 3});
      client.says(new byte[] {4, 5, 6});

      assertThat(client.hears())
          .isEqualTo(
              "52-[\"message-back\",{\"_placeholder\":true,\"num\":0},"
                  + "[{\"_placeholder\":true,\"num\":1}]]");
      assertThat(client.hearsBytes()).containsExactly(1, 2, 3);
      assertThat(client.hearsBytes()).containsExactly(4, 5, 6);
    }
  }

  @Test
  void sendsAByteArrayAnywhereInAnArgumentAsAnAttachment() {
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Document(String name, byte[] content) {}
    main.on("get", (socket, args, ack) -> ack.send(Map.of("d", new Document("n", new byte[] {7}))));
    try (var client = FakeClient.connected(server)) {
      client.says("23[\"get\"]");

      assertThat(client.hears())
          .isEqualTo(
              "61-3[{\"d\":{\"name\":\"n\",\"content\":{\"_placeholder\":true,\"num\":0}}}]");
      assertThat(client.hearsBytes()).containsExactly(7);
    }
  }

  @Test
  void keepsWhatWasSentWhenTheCallerChangesItsArrayLater() {
    var content = new byte[] {1};
    main.on(
        "get",
        (socket, args, ack) -> {
          socket.emit("content", (Object) content);
          content[0] = 2;
        });
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"get\"]");

      assertThat(client.hears()).startsWith("51-[\"content\",");
      assertThat(client.hearsBytes()).containsExactly(1);
    }
  }

  @Test
  void namesItsNamespaceInWhatItSends() {
    server.namespace("/custom").on("e", (socket, args, ack) -> ack.send("done"));
    try (var client = new FakeClient(server)) {
      var id = client.connect("/custom");

      server.namespace("/custom").to(id).emit("hello", new byte[] {1});
      assertThat(client.hears())
          .isEqualTo("51-/custom,[\"hello\",{\"_placeholder\":true,\"num\":0}]");
      assertThat(client.hearsBytes()).containsExactly(1);
      client.says("2/custom,12[\"e\"]");
      assertThat(client.hears()).isEqualTo("3/custom,12[\"done\"]");
    }
  }

  @Test
  void answersAnEventAtMostOnce() {
    main.on(
        "twice",
        (socket, args, ack) -> {
          ack.send("first");
          ack.send("second");
          socket.emit("end");
        });
    try (var client = FakeClient.connected(server)) {
      client.says("2456[\"twice\"]");

      assertThat(client.hears()).isEqualTo("3456[\"first\"]");
      assertThat(client.hears()).isEqualTo("2[\"end\"]");
    }
  }

  @Test
  void answersNothingWhereNoAnswerIsWanted() {
    main.on(
        "e",
        (socket, args, ack) -> {
          ack.send("unheard");
          socket.emit("wanted", ack.wanted());
        });
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"e\"]");
      assertThat(client.hears()).isEqualTo("2[\"wanted\",false]");

      client.says("20[\"e\"]");
      assertThat(client.hears()).isEqualTo("30[\"unheard\"]");
      assertThat(client.hears()).isEqualTo("2[\"wanted\",true]");
    }
  }

  @Test
  void survivesAHandlerThatThrows() {
    main.on(
        "fail",
        (socket, args, ack) -> {
          throw new java.io.IOException("a handler of a test");
        });
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"fail\"]");
      client.says("2[\"message\"]");

      assertThat(client.hears()).isEqualTo("2[\"message-back\"]");
    }
  }

  @Test
  void ignoresAnEventThatNobodyHandles() {
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"unknown\",1]");
      client.says("2[\"message\"]");

      assertThat(client.hears()).isEqualTo("2[\"message-back\"]");
    }
  }

  @Test
  void sendsNothingOfWhatCannotBeWritten() {
    var failures = new CopyOnWriteArrayList<Throwable>();
    var cycle = new java.util.ArrayList<Object>();
    cycle.add(cycle);
    main.on(
        "e",
        (socket, args, ack) -> {
          try {
            socket.emit("cycle", new byte[] {1}, cycle);
          } catch (JacksonException e) {
            failures.add(e);
          }
          socket.emit("end");
        });
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"e\"]");

      assertThat(client.hears()).isEqualTo("2[\"end\"]");
      assertThat(failures).hasSize(1);
    }
  }

  @Test
  void handlesTheEventsOfOneSocketInTheirOrder() {
    var seen = new CopyOnWriteArrayList<Integer>();
    main.on("n", (socket, args, ack) -> seen.add(args.getFirst().intValue()));
    try (var client = FakeClient.connected(server)) {
      IntStream.range(0, 2_000).forEach(i -> client.says("2[\"n\"," + i + "]"));

      await().until(() -> seen.size() == 2_000);
      assertThat(seen).isSorted();
    }
  }

  @Test
  void runsATaskInOrderWithEvents() {
    main.on(
        "e",
        (socket, args, ack) -> {
          socket.execute(() -> socket.emit("task"));
          socket.emit("event");
        });
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"e\"]");

      assertThat(client.hears()).isEqualTo("2[\"event\"]");
      assertThat(client.hears()).isEqualTo("2[\"task\"]");
    }
  }

  @Test
  void givesAHandlerTheAnswerOfItsOwnClient() {
    main.on(
        "ask-me",
        (socket, args, ack) -> {
          var answer = socket.emitWithAck(LONG, "question").get();
          socket.emit("you-said", answer.toArray());
        });
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"ask-me\"]");
      var question = client.hears();
      assertThat(question).matches("2\\d+\\[\"question\"]");
      var id = question.substring(1, question.indexOf('['));

      client.says("61-" + id + "[\"yes\",{\"_placeholder\":true,\"num\":0}]");
      client.says(new byte[] {9});

      assertThat(client.hears()).startsWith("51-[\"you-said\",\"yes\",{");
      assertThat(client.hearsBytes()).containsExactly(9);
    }
  }

  @Test
  void failsAnAskedEventThatIsNotAnsweredInTime() {
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();

      var answer = socket.emitWithAck(Duration.ofMillis(20), "question");

      assertThatThrownBy(answer::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
      assertThat(client.hears()).isEqualTo("20[\"question\"]");
      client.says("30[\"too late\"]");
      client.says("2[\"message\"]");
      assertThat(client.hears()).isEqualTo("2[\"message-back\"]");
    }
  }

  @Test
  void cancelsAnAskedEventWhenTheSocketDisconnects() {
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();
      var answer = socket.emitWithAck(LONG, "question");

      client.vanishes();

      assertThatThrownBy(answer::get).isInstanceOf(CancellationException.class);
      assertThat(socket.emitWithAck(LONG, "after")).isCompletedExceptionally();
    }
  }

  @Test
  void takesOnlyTheFirstAnswer() throws Exception {
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();
      var answer = socket.emitWithAck(LONG, "question");

      client.says("30[1]");
      client.says("30[2]");
      client.says("399[3]");

      assertThat(answer.get()).map(JsonNode::intValue).containsExactly(1);
      client.says("2[\"message\"]");
      assertThat(client.hears()).isEqualTo("20[\"question\"]");
      assertThat(client.hears()).isEqualTo("2[\"message-back\"]");
    }
  }

  @Test
  void dropsAVolatileEventThatWouldHaveToWait() {
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();

      client.session().writable(false);
      socket.emitVolatile("dropped");
      main.to().emitVolatile("dropped");
      client.session().writable(true);
      socket.emitVolatile("sent", 1);
      main.to().emitVolatile("sent", 2);

      assertThat(List.of(client.hears(), client.hears()))
          .containsExactly("2[\"sent\",1]", "2[\"sent\",2]");
    }
  }
}
