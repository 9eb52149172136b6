package dev.ticketchat.engine.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The official JavaScript clients, in Node, against a server in this JVM.
class JavaScriptClientIT {
  private RunningServer server;

  @BeforeEach
  void start() {
    var socketIo = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());
    serve(socketIo.namespace("/"));
    serve(socketIo.namespace("/custom"));
    socketIo
        .namespace("/admin")
        .use(socket -> {
          if (!socket.auth().path("token").stringValue("").equals("secret")) {
            throw new ConnectRefused("not authorized", Map.of("code", 401));
          }
        });
    server = RunningServer.start(socketIo);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void passesTheTestsOfTheOfficialClients() throws Exception {
    var node =
        new ProcessBuilder("node", "--test", "--test-reporter=spec", "src/test/js/client.test.js");
    node.environment().put("SERVER_URL", server.url());
    node.directory(Path.of("").toAbsolutePath().toFile()).redirectErrorStream(true);

    var process = start(node);
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output).contains("skipped 0").contains("todo 0").doesNotContain("tests 0");
  }

  private static Process start(ProcessBuilder node) {
    try {
      return node.start();
    } catch (IOException e) {
      throw new AssertionError("Node.js is missing: install version 20 or newer.", e);
    }
  }

  private static void serve(Namespace namespace) {
    namespace
        .onConnect(socket -> socket.emit("auth", socket.auth()))
        .on("echo", (socket, args, ack) -> socket.emit("echo-back", args.toArray()))
        .on("ack", (socket, args, ack) -> ack.send(args))
        .on("close-transport", (socket, args, ack) -> socket.closeTransport())
        .on("kick", (socket, args, ack) -> socket.disconnect())
        .on("volatile", (socket, args, ack) -> socket.emitVolatile("tick", 1))
        .on(
            "watch",
            (socket, args, ack) -> {
              socket.join("watching " + args.getFirst().stringValue());
              ack.send();
            })
        .onDisconnect((socket, reason) ->
            namespace.to("watching " + socket.id()).emit("gone", socket.id(), reason));
    rooms(namespace);
    questions(namespace);
  }

  private static void rooms(Namespace namespace) {
    namespace
        .on(
            "join",
            (socket, args, ack) -> {
              socket.join(args.getFirst().stringValue());
              ack.send();
            })
        .on(
            "leave",
            (socket, args, ack) -> {
              socket.leave(args.getFirst().stringValue());
              ack.send();
            })
        .on(
            "say-to-others",
            (socket, args, ack) -> {
              socket.to(args.getFirst().stringValue()).emit("said", args.get(1));
              ack.send();
            })
        .on(
            "say-to-all",
            (socket, args, ack) -> {
              namespace.to(args.getFirst().stringValue()).emit("said", args.get(1));
              ack.send();
            });
  }

  private static void questions(Namespace namespace) {
    namespace
        .on(
            "ask-me",
            (socket, args, ack) ->
                ack.send(
                    socket.emitWithAck(Duration.ofSeconds(10), "question", args.getFirst()).get()))
        .on(
            "ask-me-briefly",
            (socket, args, ack) -> {
              try {
                ack.send(socket.emitWithAck(Duration.ofMillis(100), "question").get());
              } catch (ExecutionException e) {
                ack.send(List.of(e.getCause() instanceof TimeoutException ? "timeout" : "failure"));
              }
            });
  }
}
