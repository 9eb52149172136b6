package dev.ticketchat.faults.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.faults.client.ChatClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// Requests that make no sense, and connections that speak something else or stop in the middle.
final class Nonsense {
  private static final List<String> EVENTS =
      List.of("send_message", "join_ticket", "get_messages", "get_online_users", "upload_start");
  private static final List<String> PAYLOADS =
      List.of(
          "{}",
          "{\"ticketId\":null}",
          "{\"ticketId\":{\"a\":[1,2,3]}}",
          "{\"ticketId\":\"no such\",\"message\":\"x\"}",
          "{\"ticketId\":\"T-0\",\"message\":{\"no\":\"text\"},\"limit\":\"many\"}",
          "{\"ticketId\":\"T-0\",\"message\":\"a\\u0000b\",\"limit\":-1}",
          "{\"ticketId\":\"T-0\",\"attachments\":\"none\",\"before\":\"x\"}");
  private static final List<String> KNOCKS =
      List.of(
          "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /socket.io/?EIO=3&transport=websocket HTTP/1.1\r\nHost: x\r\n\r\n",
          "POST /api/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{",
          "GET /healthz HTTP/1.1\r\nHo",
          "\u0016\u0003\u0001 not http at all\r\n\r\n",
          """
          GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
          Host: x\r
          Connection: Upgrade\r
          Upgrade: websocket\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
          \r
          \u0081\u00ffgarbage\
          """);

  private final InetSocketAddress server;
  private final ChatClient client;
  private final JsonMapper json = new JsonMapper();
  private final AtomicInteger answered = new AtomicInteger();

  Nonsense(InetSocketAddress server, ChatClient client) {
    this.server = server;
    this.client = client;
  }

  int count() {
    return answered.get();
  }

  void talk() throws Exception {
    var payload = json.readTree(any(PAYLOADS)).asObject();
    var answer = client.request(any(EVENTS), payload).get(10, TimeUnit.SECONDS);
    assertThat(answer.body().has("ok")).isTrue();
    answered.incrementAndGet();
  }

  void knock() throws IOException {
    try (var socket = new Socket(server.getAddress(), server.getPort())) {
      socket.getOutputStream().write(any(KNOCKS).getBytes(ISO_8859_1));
      socket.setSoTimeout(50);
      socket.getInputStream().read();
    }
  }

  private static <T> T any(List<T> of) {
    return of.get(ThreadLocalRandom.current().nextInt(of.size()));
  }
}
