package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenSigner;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `kill -9` while files come in.
class UploadCrashIT {
  private static final String SECRET = "a secret that only this test and its servers share";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CLIENTS = 50;
  private static final int SIZE = 300_000;

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final Queue<String> confirmed = new ConcurrentLinkedQueue<>();

  @Test
  void keepsEveryMessageThatWasConfirmedWithItsFilesAndNothingElse() throws Exception {
    try (var server = serve()) {
      put(server.port());
      var sockets = new ArrayList<Socket>();
      for (int i = 0; i < CLIENTS; i++) {
        sockets.add(sender(server.port(), i));
      }
      await().atMost(PATIENCE).until(() -> confirmed.size() >= CLIENTS);

      server.kill();
      sockets.forEach(Socket::close);
    }
    try (var server = serve()) {
      var port = server.port();
      var messages = messages(port);

      var ids = messages.stream().map(message -> message.path("_id").asString()).toList();
      assertThat(ids).containsAll(confirmed);
      for (var message : messages) {
        assertThat(message.path("attachments")).hasSize(2);
        for (var attachment : message.path("attachments")) {
          assertThat(download(attachment)).hasSize(SIZE);
        }
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(files("chat")).hasSize(2 * messages.size()));
      assertThat(files("incoming")).isEmpty();
    }
  }

  private ServerProcess serve() throws IOException {
    var environment = Map.of("TICKETCHAT_JWT_SECRET", SECRET, "TICKETCHAT_RATE_LIMIT", "off");
    return ServerProcess.start(folder, environment, "serve", "--host", "127.0.0.1", "--port", "0");
  }

  /// Sends two files at a time, again and again.
  private Socket sender(int port, int number) throws JSONException {
    var options =
        IO.Options.builder()
            .setForceNew(true)
            .setReconnection(false)
            .setTransports(new String[] {"websocket"})
            .setAuth(Map.of("token", token()))
            .build();
    var socket = IO.socket(URI.create("http://127.0.0.1:" + port), options);
    socket.on("authenticated", _ -> send(socket, number));
    socket.connect();
    return socket;
  }

  private void send(Socket socket, int number) {
    var bytes = new byte[SIZE];
    new Random(number).nextBytes(bytes);
    bytes[0] = (byte) 0xfb; // of no kind that anything begins with
    bytes[1] = 0;
    try {
      var attachments = new JSONArray();
      for (var name : List.of("first", "second")) {
        attachments.put(new JSONObject().put("name", name).put("type", "").put("data", bytes));
      }
      var message =
          new JSONObject()
              .put("ticketId", "T-1")
              .put("message", "from " + number)
              .put("attachments", attachments);
      socket.emit("send_message", new Object[] {message}, confirming(socket, number));
    } catch (JSONException e) {
      throw new AssertionError(e);
    }
  }

  private Ack confirming(Socket socket, int number) {
    return answer -> {
      var reply = (JSONObject) answer[0];
      if (reply.optBoolean("ok")) {
        confirmed.add(reply.optJSONObject("message").optString("_id"));
      }
      send(socket, number);
    };
  }

  private List<JsonNode> messages(int port) throws Exception {
    var all = new ArrayList<JsonNode>();
    JsonNode page;
    do {
      var path = "/api/tickets/T-1/chat?limit=100&offset=" + all.size();
      var response = http.send(request(port, path).build(), BodyHandlers.ofString());
      page = json.readTree(response.body());
      page.path("messages").forEach(all::add);
    } while (page.path("hasMore").booleanValue());
    return all;
  }

  private void put(int port) throws Exception {
    var ticket = "{\"clientId\":\"u1\",\"title\":\"Crash\"}";
    var request =
        request(port, "/api/tickets/T-1").PUT(HttpRequest.BodyPublishers.ofString(ticket));
    assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(201);
  }

  private byte[] download(JsonNode attachment) throws Exception {
    var url = URI.create(attachment.path("url").asString());
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray()).body();
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + token())
        .timeout(PATIENCE);
  }

  private List<Path> files(String below) {
    try (var files = Files.walk(folder.resolve("data/uploads").resolve(below))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String token() {
    var key = new TokenKey.SharedSecret(new Secret(SECRET));
    var admin =
        new Principal(
            new UserId("a1"), "Admin", "a1@example.com", Role.SUPER_ADMIN, Optional.empty());
    return new TokenSigner(key, Optional.empty(), Optional.empty(), InstantSource.system())
        .sign(admin, Duration.ofHours(1));
  }
}
