package dev.ticketchat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenSigner;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServerProcessIT {
  private static final String SECRET = "a secret that only this test and its servers share";
  private static final Map<String, String> WITH_SECRET = Map.of("TICKETCHAT_JWT_SECRET", SECRET);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST_END = Duration.ofSeconds(10);
  private static final Pattern LINK = Pattern.compile("http://\\S+#token=(\\S+)&ticket=(\\S+)");

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @ParameterizedTest
  @ValueSource(strings = {"SIGTERM", "SIGINT"})
  void endsWithSuccessWhenItIsToldTo(String signal) throws Exception {
    try (var server = serve()) {
      var port = server.port();
      var socket = connected(port);

      if (signal.equals("SIGTERM")) {
        server.terminate();
      } else {
        server.interrupt();
      }

      assertThat(server.exitCode(LONGEST_END)).isZero();
      assertThat(server.err()).doesNotContain("ERROR", "\tat ");
      socket.close();
    }
  }

  /// A client that gets a DISCONNECT stays away.
  @Test
  void closesTheTransportUnderASocketAndSendsNoDisconnect() throws Exception {
    try (var server = serve()) {
      var wire = new Wire();
      var uri = "ws://127.0.0.1:" + server.port() + "/socket.io/?EIO=4&transport=websocket";
      var socket = http.newWebSocketBuilder().buildAsync(URI.create(uri), wire).join();
      socket.sendText("40", true).join();
      await()
          .atMost(PATIENCE)
          .until(() -> wire.frames().stream().anyMatch(f -> f.startsWith("40")));

      server.terminate();

      assertThat(wire.closed().await(LONGEST_END.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(wire.frames()).noneMatch(frame -> frame.startsWith("41"));
      assertThat(server.exitCode(LONGEST_END)).isZero();
    }
  }

  @Test
  void endsInTimeThoughARequestNeverComesWhole() throws Exception {
    try (var server = serve();
        var client = new java.net.Socket(InetAddress.getLoopbackAddress(), server.port())) {
      client.getOutputStream().write("POST /api/tickets HTTP/1.1\r\nContent-Le".getBytes(US_ASCII));
      client.getOutputStream().flush();

      server.terminate();

      assertThat(server.exitCode(LONGEST_END)).isZero();
    }
  }

  @Test
  void keepsEveryMessageThatItConfirmed() throws Exception {
    var confirmed = new CopyOnWriteArrayList<String>();
    try (var server = serve()) {
      var port = server.port();
      put(port, "/api/tickets/T-1", "{\"clientId\":\"u1\",\"title\":\"Durable\"}");
      var sending =
          Thread.startVirtualThread(() -> {
            for (var i = 0; sends(port, "message " + i); i++) {
              confirmed.add("message " + i);
            }
          });
      await().atMost(PATIENCE).until(() -> confirmed.size() >= 20);

      server.terminate();

      assertThat(server.exitCode(LONGEST_END)).isZero();
      assertThat(sending.join(LONGEST_END)).isTrue();
    }
    try (var server = serve()) {
      var stored = texts(server.port());

      assertThat(stored).startsWith(confirmed.toArray(String[]::new));
      assertThat(stored.size() - confirmed.size()).as("unconfirmed").isLessThan(2);
    }
  }

  @Test
  void logsLinesWithTheTimeInUtcAndNoWarningsOfTheJvm() throws Exception {
    try (var server = serve()) {
      server.port();
      server.terminate();

      assertThat(server.exitCode(LONGEST_END)).isZero();
      assertThat(server.err().lines())
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).matches("2[-0-9]+T[:.0-9]+Z INFO  \\w+ .+"));
    }
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(other.getLocalPort());

      var words = List.of("Cannot listen on 127.0.0.1 port " + port, "in use", "--port");
      assertRefusal(words, "serve", "--host", "127.0.0.1", "--port", port);
      assertRefusal(words, "demo", "--port", port);
    }
  }

  @Test
  void saysThatTheAddressIsNotOfThisMachine() throws Exception {
    assertRefusal(
        List.of("192.0.2.1", "does not have that address", "--host"),
        "serve",
        "--host",
        "192.0.2.1",
        "--port",
        "0");
  }

  @Test
  void saysThatThereIsNoSuchHost() throws Exception {
    assertRefusal(List.of("no such host", "--host"), "serve", "--host", "no.such.invalid");
  }

  @Test
  void saysThatTheFolderCannotBeUsed() throws Exception {
    var file = Files.createFile(folder.resolve("file"));

    assertRefusal(List.of("data folder", "file"), "serve", "--data-dir", file + "/data");
    assertRefusal(List.of("data folder", "file"), "demo", "--data-dir", file + "/data");
  }

  @Test
  void saysThatAnotherServerUsesTheFolder() throws Exception {
    try (var server = serve()) {
      server.port();

      assertRefusal(List.of("data folder", "in use"), "serve", "--port", "0");
    }
  }

  @Test
  void saysThatThePublicKeyCannotBeRead() throws Exception {
    var noKey = Files.writeString(folder.resolve("key.pem"), "not a key");

    for (var key : List.of(noKey.toString(), "missing.pem")) {
      assertRefusal(Map.of(), List.of(key), "serve", "--jwt-public-key", key);
    }
  }

  @Test
  void givesTheDemoLinksThatAreSignedIn() throws Exception {
    try (var server = demo()) {
      var port = server.port();
      await().atMost(PATIENCE).until(() -> server.out().contains("Start afresh"));
      var links = LINK.matcher(server.out()).results().toList();

      assertThat(links).hasSize(3);
      for (var link : links) {
        assertThat(link.group())
            .startsWith("http://localhost:" + port + "/examples/websocket-chat-client.html#");
        var ticket = get(port, "/api/tickets/" + link.group(2), link.group(1));
        assertThat(ticket.statusCode()).isEqualTo(200);
      }
      assertThat(server.out())
          .contains("this machine only", folder.resolve("data/demo").toString(), "Ctrl+C")
          .doesNotContain("\u001b");
      assertThat(server.err()).isEmpty();
    }
  }

  @Test
  void keepsTheDemosUsersTicketsAndLinks() throws Exception {
    String token;
    try (var server = demo()) {
      server.port();
      await().atMost(PATIENCE).until(() -> server.out().contains("Start afresh"));
      var link = LINK.matcher(server.out());
      assertThat(link.find()).isTrue();
      token = link.group(1);
      server.terminate();
      assertThat(server.exitCode(LONGEST_END)).isZero();
    }
    var secret = folder.resolve("data/demo/jwt-secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");

    try (var server = demo()) {
      var tickets = json(get(server.port(), "/api/tickets", token));

      assertThat(tickets.path("tickets")).hasSize(3);
    }
  }

  private ServerProcess serve() throws IOException {
    return ServerProcess.start(folder, WITH_SECRET, "serve", "--host", "127.0.0.1", "--port", "0");
  }

  private ServerProcess demo() throws IOException {
    return ServerProcess.start(folder, Map.of(), "demo", "--port", "0");
  }

  private void assertRefusal(List<String> words, String... arguments) throws Exception {
    assertRefusal(arguments[0].equals("serve") ? WITH_SECRET : Map.of(), words, arguments);
  }

  private void assertRefusal(
      Map<String, String> environment, List<String> words, String... arguments) throws Exception {
    try (var server = ServerProcess.start(folder, environment, arguments)) {
      assertThat(server.exitCode(PATIENCE)).isEqualTo(1);
      assertThat(server.err()).startsWith("ticketchat: ").contains(words).hasLineCount(1);
      assertThat(server.out()).isEmpty();
    }
  }

  private static Socket connected(int port) {
    var options = IO.Options.builder().setForceNew(true).setReconnection(false).build();
    var socket = IO.socket(URI.create("http://127.0.0.1:" + port), options);
    socket.connect();
    await().atMost(PATIENCE).until(socket::connected);
    return socket;
  }

  private boolean sends(int port, String text) {
    try {
      var body = "{\"message\":\"" + text + "\"}";
      var request =
          request(port, "/api/tickets/T-1/chat", token())
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 300;
    } catch (IOException | InterruptedException _) {
      return false;
    }
  }

  private List<String> texts(int port) throws Exception {
    var texts = new ArrayList<String>();
    for (var offset = 0; offset == texts.size(); offset += 100) {
      var page = json(get(port, "/api/tickets/T-1/chat?limit=100&offset=" + offset, token()));
      page.path("messages").forEach(message -> texts.add(message.path("message").asString()));
    }
    return texts;
  }

  private void put(int port, String path, String body) throws Exception {
    var request =
        request(port, path, token()).PUT(HttpRequest.BodyPublishers.ofString(body)).build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isLessThan(300);
  }

  private HttpResponse<String> get(int port, String path, String token) throws Exception {
    return http.send(request(port, path, token).build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private static HttpRequest.Builder request(int port, String path, String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + token)
        .timeout(Duration.ofSeconds(10));
  }

  private static String token() {
    var key = new TokenKey.SharedSecret(new Secret(SECRET));
    var admin =
        new Principal(
            new UserId("a1"), "Admin", "a1@example.com", Role.SUPER_ADMIN, Optional.empty());
    return new TokenSigner(key, Optional.empty(), Optional.empty(), InstantSource.system())
        .sign(admin, Duration.ofHours(1));
  }

  /// What comes over a WebSocket, and that it closed, in whatever way.
  private record Wire(List<String> frames, CountDownLatch closed) implements WebSocket.Listener {

    Wire() {
      this(new CopyOnWriteArrayList<>(), new CountDownLatch(1));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      frames.add(text.toString());
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.countDown();
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.countDown();
    }
  }
}
