package dev.ticketchat.app;

import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.infra.tokens.TokenRules;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Copies of a [ServerConfig] with one thing changed.
final class Configs {

  private Configs() {}

  static ServerConfig withPort(ServerConfig config, int port) {
    return new ServerConfig(
        config.host(),
        port,
        config.publicUrl(),
        config.tokens(),
        config.dataDir(),
        config.cors(),
        config.rateLimit(),
        config.files(),
        config.limits());
  }

  static ServerConfig withPublicUrl(ServerConfig config, Optional<URI> publicUrl) {
    return new ServerConfig(
        config.host(),
        config.port(),
        publicUrl,
        config.tokens(),
        config.dataDir(),
        config.cors(),
        config.rateLimit(),
        config.files(),
        config.limits());
  }

  static ServerConfig withDataDir(ServerConfig config, Path dataDir) {
    return new ServerConfig(
        config.host(),
        config.port(),
        config.publicUrl(),
        config.tokens(),
        dataDir,
        config.cors(),
        config.rateLimit(),
        config.files(),
        config.limits());
  }

  static ServerConfig withRateLimit(ServerConfig config, boolean rateLimit) {
    return new ServerConfig(
        config.host(),
        config.port(),
        config.publicUrl(),
        config.tokens(),
        config.dataDir(),
        config.cors(),
        rateLimit,
        config.files(),
        config.limits());
  }

  static ServerConfig withFiles(ServerConfig config, FilesConfig files) {
    return new ServerConfig(
        config.host(),
        config.port(),
        config.publicUrl(),
        config.tokens(),
        config.dataDir(),
        config.cors(),
        config.rateLimit(),
        files,
        config.limits());
  }

  static ServerConfig withTokens(ServerConfig config, TokenRules tokens) {
    return new ServerConfig(
        config.host(),
        config.port(),
        config.publicUrl(),
        tokens,
        config.dataDir(),
        config.cors(),
        config.rateLimit(),
        config.files(),
        config.limits());
  }

  static ServerConfig withCors(ServerConfig config, Cors cors) {
    return new ServerConfig(
        config.host(),
        config.port(),
        config.publicUrl(),
        config.tokens(),
        config.dataDir(),
        cors,
        config.rateLimit(),
        config.files(),
        config.limits());
  }
}
