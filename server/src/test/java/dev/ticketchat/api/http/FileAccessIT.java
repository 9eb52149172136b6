package dev.ticketchat.api.http;

import static dev.ticketchat.api.http.FileServer.NAME;
import static dev.ticketchat.api.http.FileServer.THUMBNAIL;
import static dev.ticketchat.api.http.FileServer.header;
import static dev.ticketchat.api.http.FileServer.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.files.FileName;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets a file and who does not, over real HTTP.
class FileAccessIT {
  private static final FileName UNKNOWN = new FileName("2".repeat(32) + ".png");
  private static final String REFUSAL = "This link is not valid, or it has expired.\n";

  @TempDir private Path folder;
  private FileServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nobodyGetsAFileByItsPathAlone() {
    assertRefused(server.uri() + server.links.path(NAME));
    assertRefused(server.uri() + server.links.path(NAME) + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"expires", "signature"})
  void nobodyGetsAFileWithoutAPartOfItsLink(String part) {
    assertRefused(server.links.url(NAME).replaceFirst("[?&]" + part + "=[^&]*&?", "?"));
    assertRefused(server.links.url(NAME).replaceFirst(part + "=[^&]*", part + "="));
    assertRefused(server.links.url(NAME).replaceFirst(part + "=[^&]*", part + "=%00"));
    assertRefused(server.links.url(NAME).replaceFirst(part + "=(?=.)", part + "=x&" + part + "="));
  }

  @Test
  void nobodyGetsAnotherFileWithALink() {
    assertRefused(server.links.url(NAME).replace(NAME.value(), THUMBNAIL.value()));
    assertRefused(server.links.url(UNKNOWN).replace(UNKNOWN.value(), NAME.value()));
  }

  @Test
  void nobodyGetsAFileAfterItsLinkHasExpired() {
    var url = server.links.url(NAME);

    server.now.set(server.now.get().plus(Duration.ofHours(25)));

    assertRefused(url);
    assertThat(server.get().statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyLearnsWhetherThereIsAFile() {
    var real = server.send(request(server.uri() + server.links.path(NAME)));
    var unreal = server.send(request(server.uri() + server.links.path(UNKNOWN)));

    assertThat(unreal.statusCode()).isEqualTo(real.statusCode());
    assertThat(unreal.body()).isEqualTo(real.body());
    assertThat(unreal.headers().map().keySet()).isEqualTo(real.headers().map().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "%2e%2e",
        "..%2f",
        "..%2f..%2fsecret",
        "..%5csecret",
        "%2e%2e%2f%2e%2e%2fsecret",
        "..%252fsecret",
        "%2fetc%2fpasswd",
        "secret",
        "%00",
        "NAME%00",
        "NAME%00.jpg",
        "NAME%0a",
        "NAME%0d%0aset-cookie:x",
        "NAME%20",
        "NAME.",
        "NAME%2f",
        "NAME%2f..%2fsecret",
        "NAME/",
        "%F0%9F%98%80",
        "%E2%80%AE.png",
        "CON",
        "*",
        ""
      })
  void nobodyReachesAnythingByAPathThatIsNoName(String path) throws IOException {
    Files.writeString(folder.resolve("secret"), "secret");
    var url = server.links.url(NAME);
    var tried = url.replace(NAME.value(), path.replace("NAME", NAME.value()));

    var response = server.send(request(tried));

    assertThat(response.statusCode()).isIn(403, 404);
    assertThat(new String(response.body(), UTF_8)).isIn(REFUSAL, "Not Found");
    assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    assertThat(server.files.opened()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/uploads", "/uploads/", "/uploads/chat", "/uploads/chat/"})
  void nobodyGetsAList(String path) {
    assertThat(server.send(request(server.uri() + path)).statusCode()).isIn(403, 404);
  }

  @Test
  void whoeverHasAGoodLinkLearnsThatTheFileIsGone() throws IOException {
    var unknown = server.send(request(server.links.url(UNKNOWN)));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(new String(unknown.body(), UTF_8)).isEqualTo("This file does not exist any more.\n");
    assertThat(header(unknown, "cache-control")).isEqualTo("no-store");

    Files.delete(folder.resolve(NAME.value()));
    assertThat(server.get().statusCode()).isEqualTo(404);
    assertThat(server.get("Range", "bytes=0-1").statusCode()).isEqualTo(404);
    assertThat(server.head().statusCode()).isEqualTo(404);
    assertThat(server.send(request(server.links.url(THUMBNAIL))).statusCode()).isEqualTo(404);
  }

  @Test
  void whoeverComesDuringAnOutageIsToldToComeAgain() {
    server.files.storeOut = true;
    assertUnavailable(server.get());
    assertUnavailable(server.send(request(server.links.url(THUMBNAIL))));
    server.files.registryOut = true;
    assertUnavailable(server.get());
    assertRefused(server.uri() + server.links.path(NAME));

    server.files.storeOut = false;
    server.files.registryOut = false;

    assertThat(server.get().statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverAsksToChangeAFileIsToldWhatIsPossible() {
    var response = server.send(request(server.links.url(NAME)).DELETE());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "allow")).isEqualTo("GET, HEAD");
  }

  private void assertRefused(String url) {
    var response = server.send(request(url).header("Origin", "https://any.example"));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(new String(response.body(), UTF_8)).isEqualTo(REFUSAL);
    assertThat(header(response, "cache-control")).isEqualTo("no-store");
    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(response, "referrer-policy")).isEqualTo("no-referrer");
    assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
    assertThat(server.files.opened()).isZero();
  }

  private static void assertUnavailable(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, "retry-after")).isEqualTo("5");
    assertThat(header(response, "cache-control")).isEqualTo("no-store");
    assertThat(new String(response.body(), UTF_8))
        .isEqualTo("The service is busy. Please try again.\n");
  }
}
