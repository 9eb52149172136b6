package dev.ticketchat.app;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.Network;
import dev.ticketchat.engine.http.TrustedProxies;
import dev.ticketchat.infra.Unusable;
import dev.ticketchat.infra.limits.Rates;
import dev.ticketchat.infra.limits.Rates.Rate;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static final String SECRET = "a secret that only this test and its servers share";

  @Test
  void needsNothingButAKey() {
    var config = read(Map.of());

    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isEqualTo(5000);
    assertThat(config.publicUrl(5001)).isEqualTo(URI.create("http://localhost:5001"));
    assertThat(config.tokens().key()).isEqualTo(new TokenKey.SharedSecret(new Secret(SECRET)));
    assertThat(config.tokens().issuer()).isEmpty();
    assertThat(config.tokens().audience()).isEmpty();
    assertThat(config.dataDir()).isEqualTo(Path.of("./data"));
    assertThat(config.cors()).isEqualTo(new Cors.AnyOrigin());
    assertThat(config.rateLimit()).isTrue();
  }

  @Test
  void readsEverySetting() {
    var config =
        read(
            Map.of(
                Setting.HOST, "127.0.0.1",
                Setting.PORT, "0",
                Setting.PUBLIC_URL, "https://chat.example.com/help/",
                Setting.JWT_ISSUER, "desk",
                Setting.JWT_AUDIENCE, "chat",
                Setting.DATA_DIR, "/var/lib/ticketchat",
                Setting.CORS_ORIGINS, "https://desk.example.com, http://localhost:3000",
                Setting.RATE_LIMIT, "off"));

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isZero();
    assertThat(config.publicUrl(5001)).isEqualTo(URI.create("https://chat.example.com/help"));
    assertThat(config.tokens().issuer()).contains("desk");
    assertThat(config.tokens().audience()).contains("chat");
    assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/ticketchat"));
    assertThat(config.cors())
        .isEqualTo(new Cors.Origins(Set.of("https://desk.example.com", "http://localhost:3000")));
    assertThat(config.rateLimit()).isFalse();
  }

  @Test
  void readsTheSettingsOfFiles() {
    var standard = read(Map.of()).files();
    var files =
        read(Map.of(
                Setting.FILES_URL, "s3://bucket/chat?endpoint=http://127.0.0.1:9000",
                Setting.FILES_KEY, SECRET,
                Setting.FILE_RULES, "/etc/rules",
                Setting.MAX_FILE_SIZE, "512kb",
                Setting.MAX_FILES, "3",
                Setting.PHOTO_POSITION, "keep",
                Setting.CLAMAV, "[::1]:3310"))
            .files();

    assertThat(standard).isEqualTo(FilesConfig.standard());
    assertThat(files.limits()).isEqualTo(new FileLimits(512 * 1024, 3, false));
    assertThat(files.store())
        .contains(URI.create("s3://bucket/chat?endpoint=http://127.0.0.1:9000"));
    assertThat(files.clamAv()).contains(InetSocketAddress.createUnresolved("::1", 3310));
    assertThat(files.rules()).contains(Path.of("/etc/rules"));
    assertThat(files.linkKey()).contains(new Secret(SECRET));
  }

  @ParameterizedTest
  @CsvSource({
    "FILES_URL, https://bucket",
    "FILES_KEY, short",
    "MAX_FILE_SIZE, 10",
    "MAX_FILE_SIZE, 10TB",
    "MAX_FILE_SIZE, 501MB",
    "MAX_FILES, 0",
    "MAX_FILES, 100",
    "PHOTO_POSITION, maybe",
    "CLAMAV, localhost",
    "CLAMAV, localhost:70000"
  })
  void refusesASettingOfFilesThatItCannotUse(Setting setting, String text) {
    assertThatThrownBy(() -> read(Map.of(setting, text)))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(setting.toString());
  }

  @Test
  void readsTheSettingsOfLimits() {
    var limits =
        read(Map.ofEntries(
                entry(Setting.LIMIT_MESSAGES, "2/s,5"),
                entry(Setting.LIMIT_EVENTS, "120/m,7"),
                entry(Setting.LIMIT_FILES, "1mb/s,900MB"),
                entry(Setting.LIMIT_FAILED_SIGN_INS, "3/m,4"),
                entry(Setting.MAX_CONNECTIONS_PER_USER, "8"),
                entry(Setting.MAX_CONNECTIONS_PER_ADDRESS, "1000000"),
                entry(Setting.MAX_UNSENT, "64KB"),
                entry(Setting.MAX_WAITING, "1KB"),
                entry(Setting.SIGN_IN_TIME, "5s"),
                entry(Setting.TRUSTED_PROXIES, "10.0.0.0/8, fd00::/8,127.0.0.1")))
            .limits();

    assertThat(read(Map.of()).limits()).isEqualTo(LimitsConfig.standard());
    assertThat(limits)
        .isEqualTo(
            new LimitsConfig(
                new Rates(
                    new Rate(2, Duration.ofSeconds(1), 5),
                    new Rate(120, Duration.ofMinutes(1), 7),
                    new Rate(1 << 20, Duration.ofSeconds(1), 900 << 20),
                    new Rate(3, Duration.ofMinutes(1), 4)),
                8,
                1_000_000,
                64 << 10,
                Duration.ofSeconds(5),
                1 << 10,
                new TrustedProxies(
                    List.of(
                        Network.parse("10.0.0.0/8"),
                        Network.parse("fd00::/8"),
                        Network.parse("127.0.0.1/32")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LIMIT_MESSAGES              | 10              | a rate and a burst such as 10/s,30
          LIMIT_MESSAGES              | 10/s            | a rate and a burst such as 10/s,30
          LIMIT_MESSAGES              | 0/s,30          | a rate and a burst such as 10/s,30
          LIMIT_MESSAGES              | 10/s,0          | a rate and a burst such as 10/s,30
          LIMIT_MESSAGES              | 10/h,30         | a rate and a burst such as 10/s,30
          LIMIT_MESSAGES              | 9999999999/s,1  | a rate and a burst such as 10/s,30
          LIMIT_EVENTS                | 1MB/s,1MB       | a rate and a burst such as 50/s,100
          LIMIT_FILES                 | 30/m,60         | a rate and a burst such as 30MB/m,60MB
          LIMIT_FILES                 | 30MB/m,2GB      | a rate and a burst such as 30MB/m,60MB
          LIMIT_FAILED_SIGN_INS       | off             | a rate and a burst such as 10/m,10
          MAX_CONNECTIONS_PER_USER    | 0               | a number from 1 to 1000000
          MAX_CONNECTIONS_PER_ADDRESS | 1000001         | a number from 1 to 1000000
          MAX_UNSENT                  | 63KB            | a size from 64KB to 1GB
          MAX_UNSENT                  | 2GB             | a size from 64KB to 1GB
          MAX_WAITING                 | 128             | a size such as 128MB
          SIGN_IN_TIME                | 60              | seconds such as 60s
          TRUSTED_PROXIES             | proxy.example   | addresses or networks such as 10.0.0.0/8
          TRUSTED_PROXIES             | 10.0.0.0/33     | addresses or networks such as 10.0.0.0/8
          TRUSTED_PROXIES             | 10.0.0.1,       | addresses or networks such as 10.0.0.0/8
          """)
  void refusesASettingOfLimitsThatItCannotUse(Setting setting, String text, String wanted) {
    assertThatThrownBy(() -> read(Map.of(setting, text)))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(setting.toString())
        .hasMessageContaining(wanted);
  }

  @Test
  void takesAPublicKeyOrAKeySetInsteadOfASecret() {
    var pem = reader(Map.of(Setting.JWT_PUBLIC_KEY, "/etc/key.pem")).serverConfig();
    var keySet = reader(Map.of(Setting.JWT_JWKS_URL, "https://id.example.com/jwks")).serverConfig();

    assertThat(pem.tokens().key()).isEqualTo(new TokenKey.PublicKeyFile(Path.of("/etc/key.pem")));
    assertThat(keySet.tokens().key())
        .isEqualTo(new TokenKey.KeySet(URI.create("https://id.example.com/jwks")));
  }

  @Test
  void refusesToDoWithoutAKey() {
    assertThatThrownBy(reader(Map.of())::serverConfig)
        .isInstanceOf(BadSetting.class)
        .hasMessageContainingAll("no key", "--jwt-secret", "TICKETCHAT_JWT_SECRET");
  }

  @Test
  void refusesTwoKeys() {
    var settings = Map.of(Setting.JWT_SECRET, SECRET, Setting.JWT_PUBLIC_KEY, "key.pem");

    assertThatThrownBy(reader(settings)::serverConfig)
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("only one of");
  }

  @Test
  void refusesAShortSecretWithoutShowingIt() {
    assertThatThrownBy(reader(Map.of(Setting.JWT_SECRET, "hunter2"))::serverConfig)
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("has 7 bytes and needs at least 32")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef0123456789abcdef",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "correct horse, correct horse, correct horse",
        "change-me-change-me-change-me-please",
        "a-string-secret-at-least-256-bits-long",
        "Your_Super_Secret_Key_For_Signing_Tokens",
        "abababababcdabababababcdabababababcd"
      })
  void refusesASecretThatIsEasilyGuessedWithoutShowingIt(String guessable) {
    for (var setting : List.of(Setting.JWT_SECRET, Setting.FILES_KEY)) {
      var settings = new HashMap<>(Map.of(Setting.JWT_SECRET, SECRET));
      settings.put(setting, guessable);

      assertThatThrownBy(reader(settings)::serverConfig)
          .isInstanceOf(BadSetting.class)
          .hasMessageContaining(setting.variable())
          .hasMessageContaining("easily guessed")
          .hasMessageNotContaining(guessable);
    }
  }

  @Test
  void takesRandomSecrets() {
    var random = new Random(1);
    for (var i = 0; i < 1_000; i++) {
      var bytes = new byte[32];
      random.nextBytes(bytes);
      for (var text :
          List.of(Base64.getEncoder().encodeToString(bytes), HexFormat.of().formatHex(bytes))) {
        assertThat(reader(Map.of(Setting.JWT_SECRET, text)).secret()).isPresent();
      }
    }
  }

  @Test
  void countsBytesOfASecretNotCharacters() {
    assertThat(reader(Map.of(Setting.JWT_SECRET, "éàçêëïôùüæöäñßøå")).secret()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PORT         | x                           | a number from 0 to 65535
          PORT         | -1                          | a number from 0 to 65535
          PORT         | 65536                       | a number from 0 to 65535
          PORT         | 99999999999                 | a number from 0 to 65535
          HOST         | ' '                         | must name an address
          PUBLIC_URL   | chat.example.com            | an http or https address
          PUBLIC_URL   | ftp://chat.example.com      | an http or https address
          PUBLIC_URL   | http://                     | an http or https address
          PUBLIC_URL   | http://a b                  | an http or https address
          PUBLIC_URL   | https://chat.example.com?a  | without ? and #
          PUBLIC_URL   | https://chat.example.com#a  | without ? and #
          DATA_DIR     | ' '                         | a path
          CORS_ORIGINS | desk.example.com            | * or origins such as
          CORS_ORIGINS | https://desk.example.com/a  | * or origins such as
          CORS_ORIGINS | *,https://desk.example.com  | * or origins such as
          CORS_ORIGINS | https://*.example.com       | * or origins such as
          CORS_ORIGINS | https://desk.example.com,   | * or origins such as
          RATE_LIMIT   | maybe                       | on or off
          """)
  void saysWhatASettingMustBe(Setting setting, String text, String wanted) {
    assertThatThrownBy(() -> read(Map.of(setting, text)))
        .isInstanceOf(BadSetting.class)
        .hasMessageContainingAll(setting.flag(), setting.variable(), wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwks", "file:///etc/jwks", "https:/jwks"})
  void refusesAKeySetThatIsNotOnTheWeb(String url) {
    assertThatThrownBy(reader(Map.of(Setting.JWT_JWKS_URL, url))::serverConfig)
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("an http or https address");
  }

  @Test
  void refusesAnEmptyFlagButTakesAnEmptyVariableForNone() {
    var flag = new ConfigReader(new Settings(Map.of(Setting.JWT_ISSUER, ""), Map.of(), Map.of()));
    var variable =
        new ConfigReader(new Settings(Map.of(), Map.of("TICKETCHAT_JWT_ISSUER", ""), Map.of()));

    assertThatThrownBy(flag::issuer)
        .isInstanceOf(BadSetting.class)
        .hasMessage("--jwt-issuer (TICKETCHAT_JWT_ISSUER) must not be empty.");
    assertThat(variable.issuer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "warn", "info", "debug", "DEBUG"})
  void knowsTheLevelsOfTheLog(String level) {
    assertThat(reader(Map.of(Setting.LOG_LEVEL, level)).logLevel()).isEqualToIgnoringCase(level);
  }

  @Test
  void refusesAnotherLevelOfTheLog() {
    assertThatThrownBy(reader(Map.of(Setting.LOG_LEVEL, "loud"))::logLevel)
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("error, warn, info or debug");
  }

  @Test
  void neverPrintsASecret() {
    assertThat(read(Map.of()).toString()).contains("[redacted]").doesNotContain(SECRET);
  }

  private static ServerConfig read(Map<Setting, String> flags) {
    var all = new EnumMap<Setting, String>(Setting.class);
    all.put(Setting.JWT_SECRET, SECRET);
    all.putAll(flags);
    return reader(all).serverConfig();
  }

  private static ConfigReader reader(Map<Setting, String> flags) {
    return new ConfigReader(new Settings(flags, Map.of(), Map.of()));
  }
}
