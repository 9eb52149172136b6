package dev.ticketchat.engine.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.engine.http.Body;
import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.http.Response;
import dev.ticketchat.engine.http.Route;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ClientBundleTest {
  private final ClientBundle bundle = new ClientBundle();

  @Test
  void servesEachScriptAndItsMap() {
    assertThat(bundle.routes("/socket.io/"))
        .allSatisfy(route -> assertThat(route.method()).isEqualTo("GET"))
        .map(Route::template)
        .containsExactlyInAnyOrder(
            "/socket.io/socket.io.js",
            "/socket.io/socket.io.js.map",
            "/socket.io/socket.io.min.js",
            "/socket.io/socket.io.min.js.map",
            "/socket.io/socket.io.esm.min.js",
            "/socket.io/socket.io.esm.min.js.map",
            "/socket.io/socket.io.msgpack.min.js",
            "/socket.io/socket.io.msgpack.min.js.map");
  }

  @Test
  void servesTheClientThatTheLockFileNames() throws Exception {
    var lock = new JsonMapper().readTree(Files.readString(Path.of("package-lock.json")));

    assertThat(bundle.version())
        .isEqualTo(
            lock.path("packages")
                .path("node_modules/socket.io-client")
                .path("version")
                .stringValue())
        .startsWith("4.8.");
  }

  /// A new version of the client is a decision: it changes these digests with the lock file.
  @ParameterizedTest
  @CsvSource({
    "socket.io.esm.min.js, 771c3872e7d9bf81020615fda67ef0fd2aa61fcaf1990100714a46fa2c39f8a1",
    "socket.io.esm.min.js.map, c9d398fa2ec6a2154406f992a9fe32dfbbe8fda8b4804ee2d292d131362d731f",
    "socket.io.js, e135466dffd976ef028000a211a6dfd4dda0f5a91af760f122585131f4ee9936",
    "socket.io.js.map, cfce7ead20857eec01b8174c8428fe5cb57e767afdd23f0b880e0ca2ff37424c",
    "socket.io.min.js, d5d79a35039e860b32bdef4795528b05c2f788d4b2d9dacc913120e2878f7b3f",
    "socket.io.min.js.map, f3bb40c9acac4071f1875bb9f09f113b0ccbc14bed1d1c46963bf64b41a3d6fe",
    "socket.io.msgpack.min.js, 6b70101fcbb8a33e4d1a784f35f0aab2eee0d4fb84a374613019753ba998ce67",
    "socket.io.msgpack.min.js.map, 77165466ad50ee0f502d4a123d2d6fdabf82ec21529533abef5a1a64326b98d5"
  })
  void servesTheFilesAsTheyWerePublished(String file, String sha256) throws Exception {
    var body = bytes(get(file, Map.of()));

    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body)))
        .isEqualTo(sha256);
  }

  @Test
  void saysWhatAFileIsAndThatItMayBeKeptIfAskedAgain() throws Exception {
    assertThat(get("socket.io.js", Map.of()).status()).isEqualTo(200);
    assertThat(get("socket.io.js", Map.of()).headers())
        .containsEntry("content-type", "application/javascript; charset=utf-8")
        .containsEntry("cache-control", "public, max-age=0")
        .containsEntry("etag", "\"" + bundle.version() + "\"")
        .doesNotContainKey("content-encoding");
    assertThat(get("socket.io.js.map", Map.of()).headers())
        .containsEntry("content-type", "application/json; charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s\"", "W/\"%s\"", "\"0\", \"%s\"", "*"})
  void answersNotModifiedToWhoHasTheVersion(String known) throws Exception {
    var response =
        get("socket.io.min.js", Map.of("if-none-match", known.formatted(bundle.version())));

    assertThat(response.status()).isEqualTo(304);
    assertThat(bytes(response)).isEmpty();
    assertThat(response.headers()).containsEntry("etag", "\"" + bundle.version() + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"4.0.0\"", "4", ""})
  void answersTheFileToWhoHasAnother(String known) throws Exception {
    assertThat(get("socket.io.min.js", Map.of("if-none-match", known)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate, gzip;q=0.5, br", "GZIP"})
  void compressesWhereThatIsAccepted(String accepted) throws Exception {
    var plain = bytes(get("socket.io.js", Map.of()));

    var response = get("socket.io.js", Map.of("accept-encoding", accepted));

    assertThat(response.headers())
        .containsEntry("content-encoding", "gzip")
        .containsEntry("vary", "Accept-Encoding");
    assertThat(bytes(response)).hasSizeLessThan(plain.length / 2);
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes(response)))) {
      assertThat(unzipped.readAllBytes()).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip;q=0", "gzip; q=0.0", "identity"})
  void sendsPlainFilesWhereGzipIsNotAccepted(String accepted) throws Exception {
    assertThat(get("socket.io.js", Map.of("accept-encoding", accepted)).headers())
        .doesNotContainKey("content-encoding");
    assertThat(new String(bytes(get("socket.io.js", Map.of())), UTF_8)).contains("Socket.IO v");
  }

  private Response get(String file, Map<String, String> headers) throws Exception {
    var path = "/socket.io/" + file;
    var route =
        bundle.routes("/socket.io/").stream()
            .filter(candidate -> candidate.template().equals(path))
            .findFirst()
            .orElseThrow();
    var lists = new java.util.HashMap<String, List<String>>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return route
        .handler()
        .answer(
            new Request(
                "GET", path, Map.of(), lists, new byte[0], new InetSocketAddress("localhost", 1)));
  }

  private static byte[] bytes(Response response) {
    return ((Body.Bytes) response.body()).bytes();
  }
}
