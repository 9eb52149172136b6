package dev.ticketchat.engine.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.large.Blob;
import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.large.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.POJONode;

/// Events with large values, of which the server keeps none in memory.
class LargeEventsIT {
  private static final int MOST = 300_000;
  private static final int STRANGERS = 250_000;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<List<JsonNode>> received = new LinkedBlockingQueue<>();
  private Spool spool;
  private RunningServer server;

  @BeforeEach
  void start() {
    spool = new Spool(folder, new Spool.Limits(MOST, 10 * MOST, STRANGERS, 4 * MOST));
    var socketIo = new SocketIo(SocketIoConfig.defaults(), new JsonMapper(), spool);
    socketIo
        .namespace("/")
        .on(
            "trust",
            (socket, args, ack) -> {
              socket.trust();
              ack.send();
            })
        .on(
            "keep",
            (socket, args, ack) -> {
              received.add(args);
              ack.send(args.size());
            });
    server = RunningServer.start(socketIo);
  }

  @AfterEach
  void stop() {
    server.close();
    spool.close();
    http.close();
  }

  @Test
  void liftsLongStringsOutOfTextAndDecodesThem() {
    var first = bytes(200_000);
    var second = bytes(100_001);
    try (var client = trusted()) {
      client.send(
          "427[\"keep\",{\"name\":\"a \\\"b\\\" \\\\\",\"files\":[{\"data\":\"%s\"},{\"data\":\"data:image/png;base64,%s\"}]},7]"
              .formatted(base64(first), base64(second)));

      assertThat(client.nextText()).isEqualTo("437[2]");
      var event = next().getFirst();
      assertThat(event.path("name").stringValue()).isEqualTo("a \"b\" \\");
      assertThat(content(event.path("files").path(0).path("data"))).isEqualTo(first);
      assertThat(content(event.path("files").path(1).path("data"))).isEqualTo(second);
    }
  }

  @Test
  void readsBase64WhoseSlashesAreEscaped() {
    var sent = bytes(150_000);
    try (var client = trusted()) {
      client.send(
          "42[\"keep\",\"%s\"]"
              .formatted(base64(sent).replace("/", "\\/").replace("+", "\\u002b")));

      assertThat(content(next().getFirst())).isEqualTo(sent);
    }
  }

  @Test
  void takesLargeAttachmentsBesideSmallOnes() {
    var large = bytes(LargeMessage.THRESHOLD + 1);
    var small = bytes(LargeMessage.THRESHOLD);
    try (var client = trusted()) {
      client.send(
          "452-[\"keep\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]");
      client.send(large);
      client.send(small);

      var event = next();
      assertThat(event.get(0).binaryValue()).isEqualTo(small);
      assertThat(content(event.get(1))).isEqualTo(large);
    }
  }

  @Test
  void saysWhichStringsAreNoBase64AndWhichAreTooLarge() {
    try (var client = trusted()) {
      client.send("42[\"keep\",\"%s\"]".formatted("é".repeat(100_000)));
      client.send("42[\"keep\",\"%s\"]".formatted(base64(bytes(MOST))));
      client.send("42[\"keep\",\"%s\"]".formatted(base64(bytes(MOST + 1))));

      assertThat(blob(next().getFirst()).outcome()).isEqualTo(Blob.Outcome.NOT_BASE64);
      assertThat(blob(next().getFirst()).outcome()).isEqualTo(Blob.Outcome.WHOLE);
      assertThat(blob(next().getFirst()).outcome()).isEqualTo(Blob.Outcome.TOO_LARGE);
      client.send("421[\"keep\"]");
      assertThat(client.nextText()).isEqualTo("431[0]");
    }
  }

  @Test
  void takesOneLargePacketOfAStranger() {
    try (var client = RawWebSocket.connected(http, server)) {
      client.send("42[\"keep\",\"%s\"]".formatted(base64(bytes(100_000))));
      client.send("42[\"keep\",\"%s\"]".formatted(base64(bytes(100_000))));
      client.send("42[\"trust\"]");
      client.send("420[\"keep\"]");
      assertThat(client.nextText()).isEqualTo("430[0]");
      client.send("42[\"keep\",\"%s\"]".formatted(base64(bytes(100_000))));

      var first = blob(next().getFirst());
      assertThat(first.outcome()).isEqualTo(Blob.Outcome.WHOLE);
      assertThat(blob(next().getFirst()).outcome()).isEqualTo(Blob.Outcome.NO_ROOM);
      assertThat(next()).isEmpty();
      assertThat(blob(next().getFirst()).outcome()).isEqualTo(Blob.Outcome.WHOLE);
    }
  }

  @Test
  void takesLargeEventsOverPolling() throws Exception {
    var text = bytes(200_000);
    var binary = bytes(100_000);
    var session = pollingSession();

    post(session, "42[\"trust\"]");
    var answer =
        post(
            session,
            "451-[\"keep\",\"%s\",{\"_placeholder\":true,\"num\":0}]\u001eb%s"
                .formatted(base64(text), base64(binary)));

    assertThat(answer).isEqualTo("ok");
    var event = next();
    assertThat(content(event.get(0))).isEqualTo(text);
    assertThat(content(event.get(1))).isEqualTo(binary);
  }

  @Test
  void leavesNothingOfWhatIsCutOffOrWantedByNobody() {
    try (var client = trusted()) {
      client.send("42[\"nobody\",\"%s\"]".formatted(base64(bytes(100_000))));
      client.send(
          "451-[\"keep\",\"%s\",{\"_placeholder\":true,\"num\":0}]"
              .formatted(base64(bytes(100_000))));
      client.send("420[\"keep\"]"); // text before the last attachment
      client.awaitClosed();
    }

    await().untilAsserted(() -> assertThat(folder).isEmptyDirectory());
  }

  @Test
  void leavesPlaceholdersOfTextPacketsAlone() {
    try (var client = trusted()) {
      client.send(
          "42[\"keep\",\"%s\",{\"_placeholder\":true,\"num\":0}]".formatted(base64(bytes(80_000))));

      var event = next();
      blob(event.get(0)).close();
      assertThat(event.get(1).isObject()).isTrue();
    }
  }

  private RawWebSocket trusted() {
    var client = RawWebSocket.connected(http, server);
    client.send("429[\"trust\"]");
    assertThat(client.nextText()).isEqualTo("439[]");
    return client;
  }

  private URI pollingSession() throws Exception {
    var open = get(server.polling("?EIO=4&transport=polling"));
    var sid = open.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
    var session = server.polling("?EIO=4&transport=polling&sid=" + sid);
    post(session, "40");
    get(session);
    return session;
  }

  private String get(URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private String post(URI uri, String payload) throws Exception {
    var body = HttpRequest.BodyPublishers.ofByteArray(payload.getBytes(UTF_8));
    return http.send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.ofString())
        .body();
  }

  private List<JsonNode> next() {
    try {
      var event = received.poll(10, TimeUnit.SECONDS);
      assertThat(event).as("an event in time").isNotNull();
      return event;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Blob blob(JsonNode node) {
    return (Blob) ((POJONode) node).getPojo();
  }

  private static byte[] content(JsonNode node) {
    try (var blob = blob(node)) {
      assertThat(blob.outcome()).isEqualTo(Blob.Outcome.WHOLE);
      return Files.readAllBytes(blob.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
