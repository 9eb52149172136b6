package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.testing.Clamd;
import dev.ticketchat.testing.Eicar;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server whose files are scanned by a real ClamAV.
class ScannedFilesIT {
  /// In which a request is answered, whatever happens.
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final byte[] CLEAN = "a clean note".getBytes(StandardCharsets.UTF_8);

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private Clamd clamd;
  private RunningServer server;

  @BeforeEach
  void start() {
    clamd = Clamd.start();
    server = RunningServer.start(config -> Configs.withFiles(config, scannedBy(clamd.address())));
    var ticket = "{\"clientId\":\"u1\",\"title\":\"Scanned\"}";
    assertThat(send("PUT", "/api/tickets/T-1", ticket).path("id").asString()).isEqualTo("T-1");
  }

  @AfterEach
  void stop() {
    server.close();
    clamd.close();
  }

  @Test
  void takesWhatIsCleanAndRefusesWhatIsNot() {
    assertThat(post(CLEAN).path("success").booleanValue()).isTrue();
    assertThat(post(Eicar.zipped(Eicar.file())).path("error").path("code").asString())
        .isEqualTo("MALICIOUS_FILE");
  }

  @Test
  void refusesFilesWhileTheScannerIsStoppedAndTextGoesOn() {
    assertThat(post(CLEAN).path("success").booleanValue()).isTrue();
    clamd.pause();

    var files = CompletableFuture.supplyAsync(() -> post(CLEAN));
    var text = send("POST", "/api/tickets/T-1/chat", "{\"message\":\"text\"}");

    assertThat(text.path("success").booleanValue()).isTrue();
    assertThat(files).succeedsWithin(ANSWER).satisfies(ScannedFilesIT::assertUnavailable);
    clamd.resume();
    await().atMost(Duration.ofSeconds(60)).until(() -> post(CLEAN).path("success").booleanValue());
  }

  @Test
  void refusesFilesWhileTheScannerIsGoneAndRecoversWhenItIsBack() {
    clamd.kill();

    assertUnavailable(post(CLEAN));
    clamd.restart();

    await().atMost(Duration.ofSeconds(60)).until(() -> post(CLEAN).path("success").booleanValue());
  }

  private static void assertUnavailable(JsonNode answer) {
    assertThat(answer.path("error").path("code").asString()).isEqualTo("UNAVAILABLE");
  }

  private JsonNode post(byte[] file) {
    var data = Base64.getEncoder().encodeToString(file);
    return send(
        "POST",
        "/api/tickets/T-1/chat",
        "{\"message\":\"\",\"attachments\":[{\"name\":\"file\",\"type\":\"\",\"data\":\"%s\"}]}"
            .formatted(data));
  }

  private JsonNode send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + server.superAdminToken("a1"))
            .timeout(Duration.ofSeconds(30));
    try {
      return json.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static FilesConfig scannedBy(InetSocketAddress clamd) {
    var standard = FilesConfig.standard();
    return new FilesConfig(
        standard.limits(),
        standard.store(),
        Optional.of(clamd),
        standard.rules(),
        standard.linkKey());
  }
}
