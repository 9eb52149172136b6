package dev.ticketchat.app;

import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.infra.tokens.TokenRules;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Copies of a [ServerConfig] with one thing changed.
final class Configs {

  private Configs() {}

  static ServerConfig withPort(ServerConfig config, int port) {
    return with(config, copy -> copy.port = port);
  }

  static ServerConfig withPublicUrl(ServerConfig config, Optional<URI> publicUrl) {
    return with(config, copy -> copy.publicUrl = publicUrl);
  }

  static ServerConfig withDataDir(ServerConfig config, Path dataDir) {
    return with(config, copy -> copy.dataDir = dataDir);
  }

  static ServerConfig withRateLimit(ServerConfig config, boolean rateLimit) {
    return with(config, copy -> copy.rateLimit = rateLimit);
  }

  static ServerConfig withFiles(ServerConfig config, FilesConfig files) {
    return with(config, copy -> copy.files = files);
  }

  static ServerConfig withTokens(ServerConfig config, TokenRules tokens) {
    return with(config, copy -> copy.tokens = tokens);
  }

  static ServerConfig withCors(ServerConfig config, Cors cors) {
    return with(config, copy -> copy.cors = cors);
  }

  private static ServerConfig with(ServerConfig config, Consumer<Copy> change) {
    var copy = new Copy(config);
    change.accept(copy);
    return copy.done();
  }

  /// What can be changed, before it is.
  private static final class Copy {
    private final ServerConfig from;
    private int port;
    private Optional<URI> publicUrl;
    private TokenRules tokens;
    private Path dataDir;
    private Cors cors;
    private boolean rateLimit;
    private FilesConfig files;

    Copy(ServerConfig from) {
      this.from = from;
      this.port = from.port();
      this.publicUrl = from.publicUrl();
      this.tokens = from.tokens();
      this.dataDir = from.dataDir();
      this.cors = from.cors();
      this.rateLimit = from.rateLimit();
      this.files = from.files();
    }

    ServerConfig done() {
      return new ServerConfig(
          from.host(), port, publicUrl, tokens, dataDir, cors, rateLimit, files, from.limits());
    }
  }
}
