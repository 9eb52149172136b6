package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// A server that ends while its handlers are at work.
class DrainIT {
  private final Semaphore gate = new Semaphore(0);
  private final AtomicInteger waiting = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();
  private final SocketIo socketIo = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());

  @Test
  void answersWhatItTookAndThenClosesTheTransport() throws Exception {
    socketIo
        .namespace("/")
        .on(
            "slow",
            (_, _, ack) -> {
              waitAtTheGate();
              ack.send("done");
            });
    expectAnswersAlthoughTheServerEnds();
  }

  @Test
  void waitsForWhatRunsBesideTheHandlers() throws Exception {
    socketIo
        .namespace("/")
        .on(
            "slow",
            (socket, _, ack) ->
                socket.runBeside(() -> {
                  waitAtTheGate();
                  ack.send("done");
                }));
    expectAnswersAlthoughTheServerEnds();
  }

  private void expectAnswersAlthoughTheServerEnds() throws Exception {
    var server = RunningServer.start(socketIo);
    try (var client = RawWebSocket.connected(http, server)) {
      client.send("421[\"slow\"]");
      await().until(() -> waiting.get() == 1);

      var closing = Thread.ofVirtual().start(server::close);
      await().until(() -> closing.getState() == Thread.State.WAITING);
      gate.release();

      assertThat(client.nextText()).isEqualTo("431[\"done\"]");
      client.awaitClosed();
      closing.join();
    }
  }

  private void waitAtTheGate() {
    waiting.incrementAndGet();
    gate.acquireUninterruptibly();
  }
}
