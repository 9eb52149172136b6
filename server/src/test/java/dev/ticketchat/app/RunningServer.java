package dev.ticketchat.app;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenRules;
import dev.ticketchat.infra.tokens.TokenSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The whole server in the test's JVM, on a free port of the loopback and a folder of its own,
/// which goes with it. Signs tokens that it accepts.
///
/// ```java
/// try (var server = RunningServer.start()) {
///   var token = server.clientToken("u1");
///   IO.socket(server.url());
/// }
/// ```
public final class RunningServer implements AutoCloseable {
  private static final TokenKey.SharedSecret SECRET =
      new TokenKey.SharedSecret(new Secret("a secret that only the tests of this project share"));

  private final ServerConfig config;
  private final InstantSource clock;
  private Ticketchat server;

  private RunningServer(ServerConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.server = Ticketchat.start(config, clock);
  }

  /// With rate limits off.
  public static RunningServer start() {
    return start(config -> config);
  }

  /// With settings changed; the token key must stay.
  public static RunningServer start(UnaryOperator<ServerConfig> change) {
    return start(change, InstantSource.system());
  }

  /// One that lets in whom these rules let in; it signs no tokens.
  public static RunningServer trusting(TokenRules rules) {
    return start(config -> Configs.withTokens(config, rules));
  }

  /// One that pages of these origins may use.
  public static RunningServer allowing(String... origins) {
    return start(config -> Configs.withCors(config, new Cors.Origins(Set.of(origins))));
  }

  /// With a clock of the test's own.
  public static RunningServer start(UnaryOperator<ServerConfig> change, InstantSource clock) {
    return new RunningServer(change.apply(standard()), clock);
  }

  /// `http://127.0.0.1:PORT`, without a slash at the end.
  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return server.address().getPort();
  }

  ServerConfig config() {
    return config;
  }

  public Path dataDir() {
    return config.dataDir();
  }

  /// A token of client `id`, named "Client ID" of "ID Ltd", good for an hour.
  public String clientToken(String id) {
    return token(
        new Principal(
            new UserId(id),
            "Client " + id,
            id + "@example.com",
            Role.CLIENT,
            Optional.of(id + " Ltd")),
        Duration.ofHours(1));
  }

  /// A token of super admin `id`, named "Admin ID", good for an hour.
  public String superAdminToken(String id) {
    return token(
        new Principal(
            new UserId(id), "Admin " + id, id + "@example.com", Role.SUPER_ADMIN, Optional.empty()),
        Duration.ofHours(1));
  }

  /// A token that makes its bearer this principal; a negative lifetime has expired.
  public String token(Principal who, Duration lifetime) {
    return new TokenSigner(SECRET, Optional.empty(), Optional.empty(), clock).sign(who, lifetime);
  }

  /// Ends the server as a deploy does, and starts it again on the same port and folder.
  public void restart() {
    var port = port();
    server.close();
    server = Ticketchat.start(Configs.withPort(config, port), clock);
  }

  @Override
  public void close() {
    server.close();
    delete(config.dataDir());
  }

  private static ServerConfig standard() {
    return new ServerConfig(
        "127.0.0.1",
        0,
        Optional.empty(),
        new TokenRules(SECRET, Optional.empty(), Optional.empty()),
        temporaryFolder(),
        new Cors.AnyOrigin(),
        false,
        FilesConfig.standard(),
        LimitsConfig.standard());
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("ticketchat-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
