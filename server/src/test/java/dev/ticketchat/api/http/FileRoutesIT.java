package dev.ticketchat.api.http;

import static dev.ticketchat.api.http.FileServer.THUMBNAIL;
import static dev.ticketchat.api.http.FileServer.header;
import static dev.ticketchat.api.http.FileServer.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as browsers get them, over real HTTP and from real files.
class FileRoutesIT {
  private static final String HASH =
      "abababababababababababababababababababababababababababababababab";
  private static final String TAG = '"' + HASH + '"';
  private static final String UPLOADED = "Sun, 01 Mar 2026 10:20:30 GMT";

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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void servesAFileWhole(boolean remote) {
    server.files.remote = remote;

    var response = server.get();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(server.content);
    assertThat(header(response, "content-length")).isEqualTo("200000");
    assertThat(header(response, "content-type")).isEqualTo("image/png");
    assertThat(header(response, "etag")).isEqualTo(TAG);
    assertThat(header(response, "last-modified")).isEqualTo(UPLOADED);
    assertThat(header(response, "accept-ranges")).isEqualTo("bytes");
    assertThat(server.answers).containsExactly("/uploads/chat/{filename} 200");
    awaitAllClosed();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersHeadLikeGetButWithoutTheBody(boolean remote) {
    server.files.remote = remote;

    var head = server.head();

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(undated(head)).isEqualTo(undated(server.get()));
    awaitAllClosed();
  }

  @Test
  void protectsWhoeverOpensIt() {
    var response = server.get("Origin", "https://anything.example");

    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(response, "referrer-policy")).isEqualTo("no-referrer");
    assertThat(header(response, "content-security-policy"))
        .startsWith("default-src 'none'; ")
        .endsWith("; sandbox")
        .doesNotContain("script");
  }

  @Test
  void isUsedFromAnyOriginWithoutACookieWhateverHoldsForThePort() {
    for (var origin : List.of("https://desk.example", "https://anything.example", "null")) {
      var response = server.get("Origin", origin);

      assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
      assertThat(header(response, "access-control-allow-credentials")).isEmpty();
      assertThat(header(response, "cross-origin-resource-policy")).isEqualTo("cross-origin");
      assertThat(header(response, "access-control-expose-headers")).contains("Content-Disposition");
    }
  }

  @Test
  void answersABrowserThatAsksBeforeItSendsARange() {
    var response =
        server.send(
            request(server.links.url(FileServer.NAME))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .headers("Origin", "https://a.example", "Access-Control-Request-Headers", "range"));

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
    assertThat(header(response, "access-control-allow-headers")).isEqualTo("range");
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, image/png, inline",
    "image/webp, image/webp, inline",
    "image/svg+xml, image/svg+xml, attachment",
    "image/svg, image/svg, attachment",
    "audio/mpeg, audio/mpeg, inline",
    "video/mp4, video/mp4, inline",
    "text/plain, text/plain; charset=utf-8, inline",
    "application/pdf, application/pdf, inline",
    "text/html, text/html, attachment",
    "text/csv, text/csv, attachment",
    "text/xml, text/xml, attachment",
    "application/xhtml+xml, application/xhtml+xml, attachment",
    "application/zip, application/zip, attachment",
    "application/json, application/json, attachment",
    "application/octet-stream, application/octet-stream, attachment"
  })
  void saysWhatAFileIsAndShowsOnlyWhatCannotRun(String type, String served, String disposition) {
    server.add("file", type);

    var response = server.get();

    assertThat(header(response, "content-type")).isEqualTo(served);
    assertThat(header(response, "content-disposition")).startsWith(disposition + ";");
    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(response, "content-security-policy")).contains("sandbox");
  }

  @Test
  void namesAFileInAnyScript() {
    server.add("a\"b\r\nc 报告😀\u202E.png", "image/png");

    assertThat(header(server.get(), "content-disposition"))
        .isEqualTo(
            "inline; filename=\"a_bc ___.png\";"
                + " filename*=UTF-8''a%22bc%20%E6%8A%A5%E5%91%8A%F0%9F%98%80.png");
  }

  @Test
  void mayBeKeptForAsLongAsItsLinkIsGood() {
    var url = server.links.url(FileServer.NAME);
    server.now.set(server.now.get().plus(Duration.ofHours(23)));

    assertThat(header(server.send(request(url)), "cache-control"))
        .isEqualTo("private, max-age=3600, immutable");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=100-199, 100, 100",
    "bytes=199999-, 199999, 1",
    "bytes=-5, 199995, 5",
    "bytes=150000-999999, 150000, 50000"
  })
  void servesARange(String range, int from, int count) {
    for (boolean remote : List.of(false, true)) {
      server.files.remote = remote;

      var response = server.get("Range", range);

      assertThat(response.statusCode()).isEqualTo(206);
      assertThat(response.body()).isEqualTo(Arrays.copyOfRange(server.content, from, from + count));
      assertThat(header(response, "content-range"))
          .isEqualTo("bytes %d-%d/200000".formatted(from, from + count - 1));
      assertThat(header(response, "content-type")).isEqualTo("image/png");
      assertThat(header(response, "etag")).isEqualTo(TAG);
    }
    awaitAllClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,5-6", "bytes=5-3", "bytes=x", "items=0-1"})
  void servesTheWholeFileForARangeThatItDoesNotUnderstand(String range) {
    var response = server.get("Range", range);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(server.content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=200000-", "bytes=-0"})
  void saysHowLargeTheFileIsForARangeBeyondIt(String range) {
    var response = server.get("Range", range);

    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "content-range")).isEqualTo("bytes */200000");
    assertThat(server.files.opened()).isZero();
  }

  @Test
  void ignoresARangeOfHead() {
    var head = server.head("Range", "bytes=0-1");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "content-length")).isEqualTo("200000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        TAG + " | 206",
        "W/" + TAG + " | 200",
        "\"other\" | 200",
        "*  | 200",
        UPLOADED + " | 206",
        "Sun, 01 Mar 2026 10:20:31 GMT | 200",
        "Sun, 01 Mar 2026 10:20:29 GMT | 200",
        "yesterday | 200"
      })
  void servesARangeOnlyOfTheFileThatTheClientHasAPartOf(String ifRange, int status) {
    assertThat(server.get("Range", "bytes=0-9", "If-Range", ifRange).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        TAG + " | 304",
        "W/" + TAG + " | 304",
        "* | 304",
        "\"other\", " + TAG + " | 304",
        "\"a,b\",W/" + TAG + ",\"c\" | 304",
        "\"other\" | 200",
        HASH + " | 200",
        "\"" + HASH + " | 200",
        "\"*\" | 200"
      })
  void isNotSentToWhoHasIt(String known, int status) {
    var response = server.get("If-None-Match", known);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "etag")).isEqualTo(TAG);
    assertThat(header(response, "cache-control")).startsWith("private, max-age=");
    assertThat(response.body()).hasSize(status == 304 ? 0 : FileServer.SIZE);
    assertThat(server.files.opened()).isEqualTo(status == 304 ? 0 : 1);
  }

  @Test
  void isNotSentToWhoSaysSoInTwoHeaders() {
    assertThat(server.get("If-None-Match", "\"a\"", "If-None-Match", TAG).statusCode())
        .isEqualTo(304);
    assertThat(server.head("If-None-Match", TAG).statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        UPLOADED + " | 304",
        "Mon, 02 Mar 2026 00:00:00 GMT | 304",
        "Sun, 01 Mar 2026 10:20:29 GMT | 200",
        "Sun Mar  1 10:20:30 2026 | 200",
        "never | 200"
      })
  void isNotSentToWhoHasItSince(String since, int status) {
    assertThat(server.get("If-Modified-Since", since).statusCode()).isEqualTo(status);
  }

  @Test
  void asksForTheTagBeforeTheDate() {
    assertThat(server.get("If-None-Match", "\"a\"", "If-Modified-Since", UPLOADED).statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersThatAFileIsKnownBeforeItLooksForARange() {
    assertThat(server.get("If-None-Match", TAG, "Range", "bytes=999999-").statusCode())
        .isEqualTo(304);
  }

  @Test
  void servesAnEmptyFile() {
    server.add("empty.txt", "text/plain", new byte[0]);

    assertThat(server.get().statusCode()).isEqualTo(200);
    assertThat(server.get().body()).isEmpty();
    assertThat(server.get("Range", "bytes=0-").statusCode()).isEqualTo(416);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void servesTheThumbnailOfAFile(boolean remote) {
    var small = Arrays.copyOf(server.content, 12_345);
    server.add("portrait.pdf", "application/pdf");
    server.files.write(THUMBNAIL, small);
    server.files.remote = remote;
    var url = server.links.url(THUMBNAIL);

    var response = server.send(request(url));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(small);
    assertThat(header(response, "content-type")).isEqualTo("image/jpeg");
    assertThat(header(response, "accept-ranges")).isEqualTo("none");
    assertThat(header(response, "content-disposition"))
        .startsWith("inline; filename=\"" + THUMBNAIL.value() + "\"");
    assertThat(server.send(request(url).header("Range", "bytes=0-1")).body()).isEqualTo(small);
    var known = request(url).header("If-None-Match", header(response, "etag"));
    assertThat(server.send(known).statusCode()).isEqualTo(304);
    awaitAllClosed();
  }

  private void awaitAllClosed() {
    assertThat(server.files.opened()).isPositive();
    await().atMost(Duration.ofSeconds(5)).until(server.files::isAllClosed);
  }

  private static Map<String, List<String>> undated(HttpResponse<?> response) {
    var headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return headers;
  }
}
