package dev.ticketchat.app;

import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.infra.tokens.TokenRules;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The settings of one server, checked. Immutable; nothing else decides how the server runs.
///
/// @param host the address to listen on
/// @param port 0 takes a free one
/// @param publicUrl where browsers reach the server, without a slash at the end; empty for
///   `http://localhost:PORT`
/// @param tokens what makes a token good
/// @param dataDir the folder of database and files; made at the start
/// @param cors which origins' pages may connect
/// @param rateLimit whether rates and addresses are limited
/// @param files of messages
/// @param limits of users, addresses and connections
public record ServerConfig(
    String host,
    int port,
    Optional<URI> publicUrl,
    TokenRules tokens,
    Path dataDir,
    Cors cors,
    boolean rateLimit,
    FilesConfig files,
    LimitsConfig limits) {

  static final int MAX_PORT = 65_535;

  public ServerConfig {
    if (host.isBlank()) {
      throw new BadSetting(Setting.HOST + " must name an address.");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new BadSetting(
          "%s must be a number from 0 to %d, not '%d'.".formatted(Setting.PORT, MAX_PORT, port));
    }
  }

  /// Sessions that one address may have.
  int connectionsPerAddress() {
    return rateLimit ? limits.connectionsPerAddress() : Integer.MAX_VALUE;
  }

  /// Where browsers reach a server that listens on `realPort`.
  public URI publicUrl(int realPort) {
    return publicUrl.orElseGet(() -> URI.create("http://localhost:" + realPort));
  }
}
