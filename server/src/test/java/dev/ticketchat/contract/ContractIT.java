package dev.ticketchat.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ticketchat.app.RunningServer;
import dev.ticketchat.app.ServerConfig;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenRules;
import dev.ticketchat.testing.NodeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Everything that the API promises, asked of a running server by the official JavaScript client:
/// the black-box suite under `src/test/js/contract`, one test for each of its files.
///
/// The files run a few at a time: most of them wait most of the time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ContractIT {
  private static final String SECRET = "what the black-box suite signs its own tokens with";
  private static final Path SUITE = Path.of("src/test/js/contract");
  private static final int AT_A_TIME = 4;

  private final ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);
  private final NodeTests node = NodeTests.installed();
  private RunningServer unlimited;
  private RunningServer limited;

  @BeforeAll
  void start() {
    unlimited = RunningServer.start(config -> withRateLimit(config, false));
    limited = RunningServer.start(config -> withRateLimit(config, true));
  }

  @AfterAll
  void stop() {
    executor.shutdownNow();
    unlimited.close();
    limited.close();
  }

  @TestFactory
  List<DynamicTest> keeps() throws IOException {
    try (var files = Files.list(SUITE)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".test.mjs"))
          .sorted()
          .map(this::begin)
          .toList();
    }
  }

  private DynamicTest begin(String name) {
    var run =
        CompletableFuture.runAsync(() -> node.run("contract/" + name, environment()), executor);
    return dynamicTest(name, run::get);
  }

  private Map<String, String> environment() {
    return Map.of(
        "TICKETCHAT_URL", unlimited.url().toString(),
        "TICKETCHAT_LIMITED_URL", limited.url().toString(),
        "TICKETCHAT_JWT_SECRET", SECRET);
  }

  private static ServerConfig withRateLimit(ServerConfig config, boolean rateLimit) {
    return new ServerConfig(
        config.host(),
        config.port(),
        config.publicUrl(),
        new TokenRules(
            new TokenKey.SharedSecret(new Secret(SECRET)), Optional.empty(), Optional.empty()),
        config.dataDir(),
        config.cors(),
        rateLimit,
        config.files(),
        config.limits());
  }
}
