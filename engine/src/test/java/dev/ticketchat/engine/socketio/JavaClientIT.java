package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The official Java client against a server in this JVM.
class JavaClientIT {
  private static final long DEADLINE_SECONDS = 20;

  private RunningServer server;

  @BeforeEach
  void start() {
    var socketIo = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());
    socketIo
        .namespace("/")
        .on("echo", (socket, args, ack) -> socket.emit("echo-back", args.toArray()))
        .on("ack", (socket, args, ack) -> ack.send(args.toArray()));
    server = RunningServer.start(socketIo);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "polling"})
  void exchangesEventsAcksAndBytes(String transport) throws Exception {
    var options = IO.Options.builder().setForceNew(true).setReconnection(false);
    var client = IO.socket(server.url(), options.setTransports(new String[] {transport}).build());
    var connected = new CompletableFuture<Object[]>();
    var echo = new CompletableFuture<Object[]>();
    var answer = new CompletableFuture<Object[]>();
    client.on("connect", connected::complete).on("echo-back", echo::complete);
    try {
      client.connect();
      connected.get(DEADLINE_SECONDS, TimeUnit.SECONDS);

      client.emit("echo", "text", new JSONObject().put("n", 1), new byte[] {1, 2, 3});
      client.emit("ack", new Object[] {"question", new byte[] {4}}, (Ack) answer::complete);

      var echoed = echo.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(echoed[0]).isEqualTo("text");
      assertThat(((JSONObject) echoed[1]).getInt("n")).isEqualTo(1);
      assertThat((byte[]) echoed[2]).containsExactly(1, 2, 3);
      var answered = answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(answered[0]).isEqualTo("question");
      assertThat((byte[]) answered[1]).containsExactly(4);
    } finally {
      client.disconnect();
    }
  }
}
