package dev.ticketchat.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.app.RunningServer;
import dev.ticketchat.faults.client.ChatClient;
import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.client.ClientPlan;
import dev.ticketchat.faults.ledger.Told;
import dev.ticketchat.testing.NodeTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Messages whose sender does not know whether they arrived.
final class RetriesIT {
  private static final String TICKET = "T-1";
  private static final int PARALLEL = 50;

  private final RunningServer server = RunningServer.start();
  private final InetSocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  private final Desk desk = new Desk(address, () -> server.superAdminToken("desk"));
  private final ChatClients clients = new ChatClients(1);

  @BeforeEach
  void open() throws Exception {
    desk.open(List.of(TICKET), "clara");
  }

  @AfterEach
  void close() {
    clients.close();
    server.close();
  }

  @Test
  void storesAMessageOnceWhereverItsConnectionWasCut() throws Exception {
    var length = frame("cut at 000").length;
    var texts = IntStream.rangeClosed(0, length).mapToObj("cut at %03d"::formatted).toList();
    for (var cut = 0; cut <= length; cut++) {
      sendUntil(cut, frame(texts.get(cut)));
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(stored()).containsExactly(texts.getLast()));

    var clara = clara();
    for (var text : texts) {
      assertThat(clara.send(TICKET, text).get(10, TimeUnit.SECONDS).ok()).isTrue();
    }

    assertThat(stored()).containsExactlyInAnyOrderElementsOf(texts);
  }

  @Test
  void storesOnceWhatTwoSocketsSendAtTheSameTime() throws Exception {
    var one = clara();
    var other = clara();
    var answers = new ArrayList<Long>();
    for (var i = 0; i < PARALLEL; i++) {
      var first = one.send(TICKET, "message " + i);
      var second = other.send(TICKET, "message " + i);
      for (var answer : List.of(first, second)) {
        var body = answer.get(10, TimeUnit.SECONDS).body();
        answers.add(body.path("message").path("seq").asLong());
      }
    }

    assertThat(stored()).hasSize(PARALLEL).doesNotHaveDuplicates();
    assertThat(answers).hasSize(2 * PARALLEL);
    assertThat(new HashSet<>(answers)).hasSize(PARALLEL);
  }

  @Test
  void refusesOtherContentUnderTheSameKey() throws Exception {
    var clara = clara();
    clara.send(TICKET, "the key").get(10, TimeUnit.SECONDS);

    var other = clara.ticket(TICKET).put("message", "other").put("clientMessageId", "the key");
    var answer = clara.request("send_message", other).get(10, TimeUnit.SECONDS);

    assertThat(answer.code()).isEqualTo("CONFLICT");
    assertThat(stored()).containsExactly("the key");
  }

  @Test
  void storesOnceWhatTheDocumentsSampleSendsOverABadLine() {
    NodeTests.installed()
        .run(
            "faults/retry.test.mjs",
            Map.of(
                "TICKETCHAT_URL", server.url().toString(),
                "TICKETCHAT_TOKEN", server.clientToken("clara"),
                "TICKETCHAT_TICKET", TICKET));
  }

  private ChatClient clara() throws Exception {
    var plan = ClientPlan.of(address, "clara", () -> server.clientToken("clara"), List.of(TICKET));
    return clients.client(plan).connect().get(10, TimeUnit.SECONDS);
  }

  private List<String> stored() throws Exception {
    return desk.history(List.of(TICKET)).of(TICKET).stream().map(Told::text).toList();
  }

  /// Signs in, sends so many bytes, and is gone.
  private void sendUntil(int cut, byte[] frame) throws IOException {
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      var out = socket.getOutputStream();
      out.write(
          """
          GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
          Host: localhost\r
          Connection: Upgrade\r
          Upgrade: websocket\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
          \r
          """
              .getBytes(UTF_8));
      out.write(masked("40{\"token\":\"" + server.clientToken("clara") + "\"}"));
      var heard = new ByteArrayOutputStream();
      while (!heard.toString(UTF_8).contains("authenticated")) {
        var next = socket.getInputStream().read();
        assertThat(next).as("the connection goes on").isNotNegative();
        heard.write(next);
      }
      out.write(frame, 0, cut);
    }
  }

  private static byte[] frame(String text) {
    return masked(
        "42[\"send_message\",{\"ticketId\":\"%s\",\"message\":\"%s\",\"clientMessageId\":\"%s\"}]"
            .formatted(TICKET, text, text));
  }

  /// A frame whose mask changes nothing.
  private static byte[] masked(String text) {
    var payload = text.getBytes(UTF_8);
    var frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }
}
