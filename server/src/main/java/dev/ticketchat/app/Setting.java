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
  DATA_DIR("FOLDER", "./data", "Folder of the embedded database and of files."),
  FILES_URL(
      "URL",
      null,
      "Where files are kept instead: s3://bucket?endpoint=https://s3.example.com. Keys come from"
          + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."),
  FILES_KEY(
      "SECRET",
      null,
      "Secret that links to files are signed with, at least 32 bytes. Without it one is made and"
          + " kept in the data folder."),
  FILE_RULES("FILE", null, "Table of the types of files that are taken, instead of our own."),
  MAX_FILE_SIZE("SIZE", "10MB", "Size of the largest file: a number with KB, MB or GB."),
  MAX_FILES("NUMBER", "10", "Files that one message may have."),
  PHOTO_POSITION(
      "keep|remove", "remove", "What to do with the place that a photo says it was taken at."),
  CLAMAV("HOST:PORT", null, "clamd that looks at every file."),
  CORS_ORIGINS(
      "ORIGINS", "*", "Origins whose pages may connect, with commas between them; * for all."),
  TRUSTED_PROXIES(
      "NETWORKS",
      null,
      "Proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8, with commas between them."),
  RATE_LIMIT("on|off", "on", "Limits per second, per minute and per address; off for a benchmark."),
  LIMIT_MESSAGES("RATE", "10/s,30", "Messages of a user: per second (or minute, 10/m), and burst."),
  LIMIT_EVENTS("RATE", "50/s,100", "Other events and requests of a user, in the same way."),
  LIMIT_FILES("RATE", "30MB/m,60MB", "Bytes of files of a user, in the same way."),
  LIMIT_FAILED_SIGN_INS("RATE", "10/m,10", "Failed sign-ins of an address, in the same way."),
  MAX_CONNECTIONS_PER_USER("NUMBER", "100", "Connections that one user may be signed in at."),
  MAX_CONNECTIONS_PER_ADDRESS(
      "NUMBER", "1000", "Connections that one address may have; of IPv6, one /64 network."),
  MAX_UNSENT("SIZE", "1MB", "What is told to a client that does not read, before it is cut off."),
  MAX_WAITING("SIZE", "128MB", "Memory for events of all connections that have not signed in yet."),
  SIGN_IN_TIME("SECONDS", "60s", "How long a connection may take to sign in."),
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
