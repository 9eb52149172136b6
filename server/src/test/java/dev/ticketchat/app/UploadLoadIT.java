package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.testing.NodeTests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A flood of files on a server with 256 MiB of heap.
class UploadLoadIT {
  private static final String SECRET = "a secret that only this test and its server share";
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void takesAHundredFilesOfTenMebibytesAtOnce() throws Exception {
    var environment = Map.of("TICKETCHAT_JWT_SECRET", SECRET, "TICKETCHAT_RATE_LIMIT", "off");
    try (var server =
        ServerProcess.start(folder, environment, "serve", "--host", "127.0.0.1", "--port", "0")) {
      var url = "http://127.0.0.1:" + server.port();

      NodeTests.installed()
          .run(
              "load/uploads.test.mjs",
              Map.of(
                  "TICKETCHAT_URL", url,
                  "TICKETCHAT_LIMITED_URL", url,
                  "TICKETCHAT_JWT_SECRET", SECRET));

      server.terminate();
      assertThat(server.exitCode(LONGEST_END)).isZero();
      assertThat(server.err()).doesNotContain("OutOfMemoryError", "ERROR");
    }
  }
}
