package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final String SECRET = "a secret that only this test and its servers share";
  private static final Map<String, String> WITH_SECRET = Map.of("TICKETCHAT_JWT_SECRET", SECRET);
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private record Outcome(int status, String out, String err) {}

  @Test
  void listsItsCommands() {
    var outcome = run(Map.of(), "--help");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("demo ", "serve ", "token ", "--version");
  }

  @Test
  void showsTheHelpAsAnErrorWhenNoCommandIsGiven() {
    var outcome = run(Map.of());

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("Commands:");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void tellsItsVersion() {
    var outcome = run(Map.of(), "--version");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).matches("ticketchat \\S+ \\(Java \\S+\\)\\R");
  }

  @ParameterizedTest
  @EnumSource
  void explainsEverySettingWithItsVariableInTheHelpOfServe(Setting setting) {
    var help = run(Map.of(), "serve", "--help").out();

    assertThat(help).contains(setting.flag() + "=", "[" + setting.variable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "serve", "token"})
  void keepsHelpTextsWithinEightyColumns(String command) {
    var outcome = run(Map.of(), command, "--help");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serv                        | Unknown command 'serv' (did you mean serve?); see ticketchat --help
          serve --portt=1             | Unknown option '--portt=1' (did you mean --port?); see ticketchat serve --help
          serve now                   | Unknown argument 'now'; see ticketchat serve --help
          serve --database-url x      | Unknown option '--database-url'
          demo --jwt-secret x         | Unknown option '--jwt-secret'; see ticketchat demo --help
          serve --port                | Missing required parameter for option '--port' (PORT)
          serve --port 1 --port 2     | should be specified only once
          serve                       | There is no key to check tokens with
          serve --port x              | must be a number from 0 to 65535, not 'x'
          demo --port 70000           | must be a number from 0 to 65535, not '70000'
          demo --log-level loud       | must be error, warn, info or debug, not 'loud'
          token --id u1               | Missing required options
          """)
  void refusesWhatItDoesNotUnderstandInOneLine(String words, String sentence) {
    var withKey = words.startsWith("serve --port") ? WITH_SECRET : Map.<String, String>of();

    var outcome = run(withKey, words.split(" +"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("ticketchat: ").contains(sentence).hasLineCount(1);
  }

  @Test
  void refusesASecretThatIsTooShort() {
    var outcome = run(Map.of("TICKETCHAT_JWT_SECRET", "hunter2"), "serve");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("it has 7 bytes and needs at least 32")
        .doesNotContain("hunter2")
        .hasLineCount(1);
  }

  @Test
  void namesTheVariableThatCannotBeUsed() {
    var outcome = run(Map.of("TICKETCHAT_JWT_SECRET", SECRET, "TICKETCHAT_PORT", "abc"), "serve");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("TICKETCHAT_PORT", "'abc'");
  }

  @Test
  void keepsItsSentenceOnOneLineWhateverWasTyped() {
    var outcome = run(Map.of(), "demo", "--port", "1\n2\u001b[31m");

    assertThat(outcome.err()).hasLineCount(1).doesNotContain("\u001b");
  }

  @Test
  void doesNotReadFilesForArgumentsThatStartWithAnAtSign() throws Exception {
    var token = token(WITH_SECRET, "--company", "@/etc/hostname");

    assertThat(token.getJWTClaimsSet().getStringClaim("company")).isEqualTo("@/etc/hostname");
  }

  @Test
  void signsATokenThatHoldsWhatWasAsked() throws Exception {
    var token = token(WITH_SECRET, "--company", "ACME");

    var claims = token.getJWTClaimsSet();
    assertThat(token.verify(new MACVerifier(SECRET))).isTrue();
    assertThat(claims.getStringClaim("id")).isEqualTo("u1");
    assertThat(claims.getStringClaim("name")).isEqualTo("U One");
    assertThat(claims.getStringClaim("email")).isEqualTo("u1@example.com");
    assertThat(claims.getStringClaim("type")).isEqualTo("client");
    assertThat(claims.getStringClaim("company")).isEqualTo("ACME");
    assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plusSeconds(3600)));
    assertThat(claims.getIssuer()).isNull();
  }

  @Test
  void signsForTheIssuerAndAudienceThatTheServerChecks() throws Exception {
    var claims =
        token(WITH_SECRET, "--jwt-issuer", "desk", "--jwt-audience", "chat").getJWTClaimsSet();

    assertThat(claims.getIssuer()).isEqualTo("desk");
    assertThat(claims.getAudience()).containsExactly("chat");
  }

  @ParameterizedTest
  @CsvSource({"90s,90", "15m,900", "2h,7200", "7d,604800"})
  void letsATokenLiveAsLongAsAsked(String text, long seconds) throws Exception {
    var claims = token(WITH_SECRET, "--expires", text).getJWTClaimsSet();

    assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plusSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "1", "h", "-1h", "1w", "1.5h", "9999999999d"})
  void refusesALifetimeThatIsNone(String text) {
    var outcome = run(WITH_SECRET, tokenWords("--expires=" + text));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("--expires", "such as 1h").hasLineCount(1);
  }

  @Test
  void signsNothingWithoutASecret() {
    var outcome = run(Map.of(), tokenWords());

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("no secret to sign with", "TICKETCHAT_JWT_SECRET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "CLIENT", "agent"})
  void knowsTwoTypesOfUsers(String type) {
    var words = tokenWords();
    words[words.length - 1] = type;

    var outcome = run(WITH_SECRET, words);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("--type must be client or superadmin");
  }

  private static SignedJWT token(Map<String, String> environment, String... more) throws Exception {
    var outcome = run(environment, tokenWords(more));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).hasLineCount(1);
    return SignedJWT.parse(outcome.out().strip());
  }

  private static String[] tokenWords(String... more) {
    var fixed =
        List.of("--id", "u1", "--name", "U One", "--email", "u1@example.com", "--type", "client");
    return Stream.of(Stream.of("token"), Arrays.stream(more), fixed.stream())
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  private static Outcome run(Map<String, String> environment, String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var status =
        Main.commandLine(environment, InstantSource.fixed(NOW))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Outcome(status, out.toString(), err.toString());
  }
}
