package dev.ticketchat.app;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every setting of the server. The flag and the environment variable follow from the name:
/// `PUBLIC_URL` is `--public-url` and `TICKETCHAT_PUBLIC_URL`.
enum Setting {
  HOST("ADDRESS", "0.0.0.0", "Address to listen on."),
  PORT("PORT", "5000", "Port to listen on; 0 takes a free one."),
  PUBLIC_URL("URL", null, "Where browsers reach the server, if not at localhost."),
  JWT_SECRET(
      "SECRET",
      null,
      "Secret that tokens are signed with (HMAC), at least 32 bytes. A flag shows in the list"
          + " of processes: prefer the variable."),
  JWT_PUBLIC_KEY("FILE", null, "PEM file with an RSA, EC or Ed25519 public key."),
  JWT_JWKS_URL("URL", null, "Key set (JWKS) to fetch public keys from."),
  JWT_ISSUER("ISSUER", null, "Accept only tokens of this issuer (iss)."),
  JWT_AUDIENCE("AUDIENCE", null, "Accept only tokens for this audience (aud)."),
  DATA_DIR("FOLDER", "./data", "Folder of the embedded database."),
  CORS_ORIGINS(
      "ORIGINS", "*", "Origins whose pages may connect, with commas between them; * for all."),
  RATE_LIMIT("on|off", "on", "Limits per user; off for a benchmark."),
  LOG_LEVEL("LEVEL", "info", "What to log: error, warn, info or debug.");

  private final String placeholder;
  private final Optional<String> standard;
  private final String help;

  Setting(String placeholder, @Nullable String standard, String help) {
    this.placeholder = placeholder;
    this.standard = Optional.ofNullable(standard);
    this.help = help;
  }

  String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String variable() {
    return "TICKETCHAT_" + name();
  }

  /// What stands for the value in a help text.
  String placeholder() {
    return placeholder;
  }

  /// The value where nothing is given; empty where there is none.
  Optional<String> standard() {
    return standard;
  }

  String help() {
    return help;
  }

  /// How a sentence names it, however it was given.
  @Override
  public String toString() {
    return flag() + " (" + variable() + ")";
  }
}
