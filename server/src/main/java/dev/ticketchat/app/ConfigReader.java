package dev.ticketchat.app;

import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.infra.tokens.SampleSecrets;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenRules;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads texts into a [ServerConfig]. Touches neither disk nor network. Every method throws
/// [BadSetting] for a text that it cannot use; a secret's text is in no message.
final class ConfigReader {
  private static final Set<String> LOG_LEVELS = Set.of("error", "warn", "info", "debug");

  private static final long LARGEST_FILE = 500L << 20;
  private static final int SHORTEST_KEY = 32;
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([^\\s:/@]+|\\[[0-9a-fA-F:.]+]):([1-9][0-9]{0,4})");

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
        rateLimit(),
        files(),
        new LimitsReader(settings).limits());
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
    return settings
        .find(Setting.JWT_SECRET)
        .map(Secret::new)
        .map(TokenKey.SharedSecret::new)
        .map(key -> {
          requireUncommon(Setting.JWT_SECRET, key.secret());
          return key;
        });
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
    return oneOf(Setting.RATE_LIMIT, "on", "off");
  }

  private FilesConfig files() {
    var limits =
        new FileLimits(fileSize(), maxFiles(), oneOf(Setting.PHOTO_POSITION, "remove", "keep"));
    return new FilesConfig(
        limits,
        settings.find(Setting.FILES_URL).map(ConfigReader::bucket),
        settings.find(Setting.CLAMAV).map(ConfigReader::hostAndPort),
        settings.find(Setting.FILE_RULES).map(text -> path(Setting.FILE_RULES, text)),
        settings.find(Setting.FILES_KEY).map(ConfigReader::linkKey));
  }

  private static Secret linkKey(String text) {
    var key = new Secret(text);
    if (key.bytes().length < SHORTEST_KEY) {
      throw new BadSetting(
          "%s is too short: it has %d bytes and needs at least %d."
              .formatted(Setting.FILES_KEY, key.bytes().length, SHORTEST_KEY));
    }
    requireUncommon(Setting.FILES_KEY, key);
    return key;
  }

  private static void requireUncommon(Setting setting, Secret secret) {
    if (SampleSecrets.hasOne(secret)) {
      throw new BadSetting(
          setting + " is easily guessed: make one with 'openssl rand -base64 48'.");
    }
  }

  private long fileSize() {
    var text = settings.get(Setting.MAX_FILE_SIZE);
    var bytes =
        ByteSize.read(text)
            .orElseThrow(() -> notUsable(Setting.MAX_FILE_SIZE, "a size such as 10MB", text));
    if (bytes > LARGEST_FILE) {
      throw notUsable(Setting.MAX_FILE_SIZE, "at most 500MB", text);
    }
    return bytes;
  }

  private int maxFiles() {
    var text = settings.get(Setting.MAX_FILES);
    if (!text.matches("[1-9][0-9]?")) {
      throw notUsable(Setting.MAX_FILES, "a number from 1 to 99", text);
    }
    return Integer.parseInt(text);
  }

  private static URI bucket(String text) {
    if (!text.startsWith("s3://")) {
      throw notUsable(Setting.FILES_URL, "an address such as s3://bucket", text);
    }
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw notUsable(Setting.FILES_URL, "an address such as s3://bucket", text);
    }
  }

  private static InetSocketAddress hostAndPort(String text) {
    var match = HOST_AND_PORT.matcher(text);
    if (!match.matches() || Integer.parseInt(match.group(2)) > ServerConfig.MAX_PORT) {
      throw notUsable(Setting.CLAMAV, "a host and a port such as localhost:3310", text);
    }
    var host = match.group(1).replaceAll("[\\[\\]]", "");
    return InetSocketAddress.createUnresolved(host, Integer.parseInt(match.group(2)));
  }

  /// True for the first word.
  private boolean oneOf(Setting setting, String yes, String no) {
    var text = settings.get(setting);
    if (text.equalsIgnoreCase(yes) || text.equalsIgnoreCase(no)) {
      return text.equalsIgnoreCase(yes);
    }
    throw notUsable(setting, yes + " or " + no, text);
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

  static BadSetting notUsable(Setting setting, String wanted, String text) {
    return new BadSetting("%s must be %s, not '%s'.".formatted(setting, wanted, text));
  }
}
