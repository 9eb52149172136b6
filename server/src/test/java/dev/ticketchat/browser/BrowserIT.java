package dev.ticketchat.browser;

import dev.ticketchat.app.RunningServer;
import dev.ticketchat.app.ServerConfig;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenRules;
import dev.ticketchat.testing.NodeTests;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The example page as people use it: a headless Chromium against a running server, driven by the
/// tests under `src/test/js/browser`. Rate limits are on, as in production. Pictures of the windows
/// are left in `target/screenshots`.
final class BrowserIT {
  private static final String SECRET = "what the browser tests sign their own tokens with";

  private final NodeTests node = NodeTests.installed();
  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start(BrowserIT::asInProduction);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void peopleTalkInTheirWindows() {
    run("chat");
  }

  @Test
  void troubleLosesAndDoublesNothing() {
    run("trouble");
  }

  @Test
  void thePageIsSafeAccessibleAndTrueToTheDocument() {
    run("page");
  }

  @Test
  void filesAreSentOverGoodLinesAndBadOnes() {
    run("files");
  }

  private void run(String name) {
    node.run(
        "browser/" + name + ".test.mjs",
        Map.of(
            "CHROMIUM", Chromium.installed().toString(),
            "TICKETCHAT_URL", server.url().toString(),
            "TICKETCHAT_JWT_SECRET", SECRET));
  }

  private static ServerConfig asInProduction(ServerConfig standard) {
    var key = new TokenKey.SharedSecret(new Secret(SECRET));
    return new ServerConfig(
        standard.host(),
        standard.port(),
        standard.publicUrl(),
        new TokenRules(key, Optional.empty(), Optional.empty()),
        standard.dataDir(),
        standard.cors(),
        true,
        standard.files(),
        standard.limits());
  }
}
