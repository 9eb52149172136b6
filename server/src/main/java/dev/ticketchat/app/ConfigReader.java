package dev.ticketchat.app;

import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads texts into a [ServerConfig]. Touches neither disk nor network. Every method throws
/// [BadSetting] for a text that it cannot use; a secret's text is in no message.
final class ConfigReader {
  private static final Set<String> LOG_LEVELS = Set.of("error", "warn", "info", "debug");

  private final Settings settings;

  ConfigReader(Settings settings) {
    this.settings = settings;
  }

  ServerConfig serverConfig() {
    return serverConfig(new TokenRules(tokenKey(), issuer(), audience()), dataDir());
  }

  /// With tokens and a folder that do not come from settings.
  ServerConfig serverConfig(TokenRules tokens, Path dataDir) {
    return new ServerConfig(
        settings.get(Setting.HOST),
        port(),
        settings.find(Setting.PUBLIC_URL).map(text -> prefix(Setting.PUBLIC_URL, text)),
        tokens,
        dataDir,
        cors(),
        rateLimit());
  }

  Path dataDir() {
    return path(Setting.DATA_DIR, settings.get(Setting.DATA_DIR));
  }

  Optional<String> issuer() {
    return settings.find(Setting.JWT_ISSUER);
  }

  Optional<String> audience() {
    return settings.find(Setting.JWT_AUDIENCE);
  }

  Optional<TokenKey.SharedSecret> secret() {
    return settings.find(Setting.JWT_SECRET).map(Secret::new).map(TokenKey.SharedSecret::new);
  }

  String logLevel() {
    var level = settings.get(Setting.LOG_LEVEL).toLowerCase(Locale.ROOT);
    if (!LOG_LEVELS.contains(level)) {
      throw notUsable(Setting.LOG_LEVEL, "error, warn, info or debug", level);
    }
    return level;
  }

  private TokenKey tokenKey() {
    var keys =
        Stream.<Optional<? extends TokenKey>>of(secret(), publicKeyFile(), keySet())
            .flatMap(Optional::stream)
            .toList();
    return switch (keys.size()) {
      case 1 -> keys.getFirst();
      case 0 -> throw new BadSetting("There is no key to check tokens with: set " + keySettings());
      default ->
          throw new BadSetting("There is more than one key: set only one of " + keySettings());
    };
  }

  private static String keySettings() {
    return "%s, %s or %s."
        .formatted(Setting.JWT_SECRET, Setting.JWT_PUBLIC_KEY, Setting.JWT_JWKS_URL);
  }

  private Optional<TokenKey.PublicKeyFile> publicKeyFile() {
    return settings
        .find(Setting.JWT_PUBLIC_KEY)
        .map(text -> new TokenKey.PublicKeyFile(path(Setting.JWT_PUBLIC_KEY, text)));
  }

  private Optional<TokenKey.KeySet> keySet() {
    return settings
        .find(Setting.JWT_JWKS_URL)
        .map(text -> new TokenKey.KeySet(webAddress(Setting.JWT_JWKS_URL, text)));
  }

  private int port() {
    var text = settings.get(Setting.PORT);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw notUsable(Setting.PORT, "a number from 0 to 65535", text);
    }
  }

  private boolean rateLimit() {
    var text = settings.get(Setting.RATE_LIMIT);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default -> throw notUsable(Setting.RATE_LIMIT, "on or off", text);
    };
  }

  private Cors cors() {
    var parts = origins(settings.get(Setting.CORS_ORIGINS));
    if (parts.equals(List.of("*"))) {
      return new Cors.AnyOrigin();
    }
    return new Cors.Origins(
        parts.stream().map(ConfigReader::origin).collect(Collectors.toUnmodifiableSet()));
  }

  private static List<String> origins(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  /// An origin as browsers send it: scheme, host, and a port that is not the scheme's own.
  private static String origin(String text) {
    if (!text.matches("https?://[^/?#@\\s*]+")) {
      throw notUsable(Setting.CORS_ORIGINS, "* or origins such as https://desk.example.com", text);
    }
    return webAddress(Setting.CORS_ORIGINS, text).toString().toLowerCase(Locale.ROOT);
  }

  /// An address that paths are appended to.
  private static URI prefix(Setting setting, String text) {
    var address = webAddress(setting, text.replaceFirst("/+$", ""));
    if (address.getQuery() != null || address.getFragment() != null) {
      throw notUsable(setting, "an http or https address without ? and #", text);
    }
    return address;
  }

  private static URI webAddress(Setting setting, String text) {
    try {
      var address = new URI(text);
      var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return address;
      }
    } catch (URISyntaxException _) {
      // said below, in the same words
    }
    throw notUsable(setting, "an http or https address", text);
  }

  private static Path path(Setting setting, String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException _) {
      // said below, in the same words
    }
    throw notUsable(setting, "a path", text);
  }

  private static BadSetting notUsable(Setting setting, String wanted, String text) {
    return new BadSetting("%s must be %s, not '%s'.".formatted(setting, wanted, text));
  }
}
