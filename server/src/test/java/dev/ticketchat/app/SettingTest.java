package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTest {
  private static final String NAMES =
      """
      HOST,           --host,           TICKETCHAT_HOST,           0.0.0.0
      PORT,           --port,           TICKETCHAT_PORT,           5000
      PUBLIC_URL,     --public-url,     TICKETCHAT_PUBLIC_URL,
      JWT_SECRET,     --jwt-secret,     TICKETCHAT_JWT_SECRET,
      JWT_PUBLIC_KEY, --jwt-public-key, TICKETCHAT_JWT_PUBLIC_KEY,
      JWT_JWKS_URL,   --jwt-jwks-url,   TICKETCHAT_JWT_JWKS_URL,
      JWT_ISSUER,     --jwt-issuer,     TICKETCHAT_JWT_ISSUER,
      JWT_AUDIENCE,   --jwt-audience,   TICKETCHAT_JWT_AUDIENCE,
      DATA_DIR,       --data-dir,       TICKETCHAT_DATA_DIR,       ./data
      FILES_URL,      --files-url,      TICKETCHAT_FILES_URL,
      FILES_KEY,      --files-key,      TICKETCHAT_FILES_KEY,
      FILE_RULES,     --file-rules,     TICKETCHAT_FILE_RULES,
      MAX_FILE_SIZE,  --max-file-size,  TICKETCHAT_MAX_FILE_SIZE,  10MB
      MAX_FILES,      --max-files,      TICKETCHAT_MAX_FILES,      10
      PHOTO_POSITION, --photo-position, TICKETCHAT_PHOTO_POSITION, remove
      CLAMAV,         --clamav,         TICKETCHAT_CLAMAV,
      CORS_ORIGINS,   --cors-origins,   TICKETCHAT_CORS_ORIGINS,   *
      TRUSTED_PROXIES, --trusted-proxies, TICKETCHAT_TRUSTED_PROXIES,
      RATE_LIMIT,     --rate-limit,     TICKETCHAT_RATE_LIMIT,     on
      LIMIT_MESSAGES, --limit-messages, TICKETCHAT_LIMIT_MESSAGES, '10/s,30'
      LIMIT_EVENTS,   --limit-events,   TICKETCHAT_LIMIT_EVENTS,   '50/s,100'
      LIMIT_FILES,    --limit-files,    TICKETCHAT_LIMIT_FILES,    '30MB/m,60MB'
      LIMIT_FAILED_SIGN_INS, --limit-failed-sign-ins, TICKETCHAT_LIMIT_FAILED_SIGN_INS, '10/m,10'
      MAX_CONNECTIONS_PER_USER, --max-connections-per-user, TICKETCHAT_MAX_CONNECTIONS_PER_USER, 100
      MAX_CONNECTIONS_PER_ADDRESS, --max-connections-per-address, TICKETCHAT_MAX_CONNECTIONS_PER_ADDRESS, 1000
      MAX_UNSENT,     --max-unsent,     TICKETCHAT_MAX_UNSENT,     1MB
      MAX_WAITING,    --max-waiting,    TICKETCHAT_MAX_WAITING,    128MB
      SIGN_IN_TIME,   --sign-in-time,   TICKETCHAT_SIGN_IN_TIME,   60s
      LOG_LEVEL,      --log-level,      TICKETCHAT_LOG_LEVEL,      info
      """;

  @ParameterizedTest
  @CsvSource(textBlock = NAMES)
  void hasTheFlagVariableAndDefaultThatAreDocumented(
      Setting setting, String flag, String variable, String standard) {
    assertThat(setting.flag()).isEqualTo(flag);
    assertThat(setting.variable()).isEqualTo(variable);
    assertThat(setting.standard()).isEqualTo(Optional.ofNullable(standard));
  }

  @Test
  void isInTheListAboveWhicheverItIs() {
    assertThat(NAMES.lines()).hasSize(Setting.values().length);
  }

  @ParameterizedTest
  @CsvSource(textBlock = NAMES)
  void takesTheFlagBeforeTheVariableBeforeTheDefault(
      Setting setting, String flag, String variable, String standard) {
    var fromFlag =
        new Settings(Map.of(setting, "flag"), Map.of(variable, "variable"), Map.of(setting, "own"));
    var fromVariable = new Settings(Map.of(), Map.of(variable, "variable"), Map.of(setting, "own"));
    var fromCommand = new Settings(Map.of(), Map.of(), Map.of(setting, "own"));
    var fromNothing = new Settings(Map.of(), Map.of(), Map.of());

    assertThat(fromFlag.find(setting)).contains("flag");
    assertThat(fromVariable.find(setting)).contains("variable");
    assertThat(fromCommand.find(setting)).contains("own");
    assertThat(fromNothing.find(setting)).isEqualTo(Optional.ofNullable(standard));
  }
}
