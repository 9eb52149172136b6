package dev.ticketchat.infra.tokens;

import static dev.ticketchat.infra.tokens.TestTokens.NOW;
import static dev.ticketchat.infra.tokens.TestTokens.SECRET;
import static dev.ticketchat.infra.tokens.TestTokens.SHARED;
import static dev.ticketchat.infra.tokens.TestTokens.claims;
import static dev.ticketchat.infra.tokens.TestTokens.hmac;
import static dev.ticketchat.infra.tokens.TestTokens.signed;
import static dev.ticketchat.infra.tokens.TestTokens.signedRaw;
import static dev.ticketchat.infra.tokens.TestTokens.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.infra.Unusable;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JwtVerifierTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final JwtVerifier verifier = new JwtVerifier(TestTokens.rules(SHARED), now::get);

  @Test
  void makesAPrincipalOfAGoodToken() {
    var verified = verifier.verify(signed(claims()));

    assertThat(verified)
        .isEqualTo(
            new VerifiedToken(
                new Principal(
                    new UserId("u1"), "Uma", "uma@example.org", Role.CLIENT, Optional.of("ACME")),
                Optional.of(NOW.plusSeconds(3_605)),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "  Bearer   ", " "})
  void toleratesWhatStandsBeforeAToken(String prefix) {
    assertThat(verifier.verify(prefix + signed(claims()) + "\n").principal().name())
        .isEqualTo("Uma");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "Bearer ", "\t\n"})
  void saysThatThereIsNoToken(String token) {
    refuses(token, ErrorCode.UNAUTHENTICATED, "No token provided");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void acceptsEveryHmacOfTheSecret(String algorithm) {
    var secret = "x".repeat(64);
    var header = new JWSHeader(JWSAlgorithm.parse(algorithm));
    var token =
        signed(header, claims(), hmac(secret.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));

    var principal =
        verifier(new TokenKey.SharedSecret(new Secret(secret))).verify(token).principal();

    assertThat(principal.id()).isEqualTo(new UserId("u1"));
  }

  @Test
  void acceptsATokenThatNeverExpires() {
    assertThat(verifier.verify(signed(claims().expirationTime(null))).expiresAt()).isEmpty();
  }

  @Test
  void letsATokenEndFiveSecondsAfterItExpires() {
    var token = signed(claims().expirationTime(Date.from(NOW)));

    now.set(NOW.plusMillis(4_999));
    assertThat(verifier.verify(token).expiresAt()).contains(NOW.plusSeconds(5));

    now.set(NOW.plusSeconds(5));
    refuses(token, ErrorCode.TOKEN_EXPIRED, "Token expired");
    refuses(
        signed(claims().expirationTime(Date.from(NOW.minusSeconds(1)))),
        ErrorCode.TOKEN_EXPIRED,
        "Token expired");
  }

  @Test
  void letsATokenBeginFiveSecondsBeforeItsTime() {
    assertThat(verifier.verify(signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(5))))))
        .isNotNull();
    refusesAsInvalid(signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(6)))));
  }

  @Test
  void knowsWhenATokenWasIssuedInWholeSeconds() {
    assertThat(issued("1772359199")).contains(NOW.minusSeconds(1));
    assertThat(issued("1772359199.9")).contains(NOW.minusSeconds(1));
    assertThat(issued("1772359205")).contains(NOW.plusSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1772359206", "1772359200000", "1e14"})
  void doesNotBelieveATokenFromTheFuture(String issuedAt) {
    assertThat(issued(issuedAt)).isEmpty();
  }

  private Optional<Instant> issued(String at) {
    var claims = "{\"id\":\"u\",\"type\":\"client\",\"iat\":" + at + "}";
    return verifier.verify(signedRaw("{\"alg\":\"HS256\"}", claims)).issuedAt();
  }

  @Test
  void checksTheIssuerAndTheAudienceWhereTheyAreConfigured() {
    var strict =
        new JwtVerifier(
            new TokenRules(SHARED, Optional.of("desk"), Optional.of("chat")), () -> NOW);

    assertThat(strict.verify(signed(claims().issuer("desk").audience(List.of("web", "chat")))))
        .isNotNull();
    for (var wrong :
        List.of(
            claims(),
            claims().issuer("desk"),
            claims().issuer("desk").audience("web"),
            claims().audience("chat"),
            claims().issuer("Desk").audience("chat"))) {
      assertThatExceptionOfType(Refused.class).isThrownBy(() -> strict.verify(signed(wrong)));
    }
  }

  static Stream<String> forgeries() {
    var good = signed(claims());
    var parts = good.split("\\.", -1);
    var otherPayload = Base64URL.encode(claims().claim("type", "superadmin").build().toString());
    var payload = claims().build().toString();
    return Stream.of(
        Base64URL.encode("{\"alg\":\"none\"}") + "." + parts[1] + ".",
        Base64URL.encode("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2],
        Base64URL.encode("{\"alg\":\"NONE\"}") + "." + parts[1] + ".",
        signedRaw("{}", payload),
        signedRaw("{\"alg\":1}", payload),
        signedRaw("{\"alg\":\"RS256\"}", payload),
        signedRaw("{\"alg\":\"hs256\"}", payload),
        signedRaw("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", payload),
        signedRaw("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", payload),
        signedRaw("{\"alg\":\"HS256\",\"crit\":[]}", payload),
        signedRaw("{\"alg\":\"HS256\"}", "not json"),
        signedRaw("{\"alg\":\"HS256\"}", "[]"),
        signedRaw("{\"alg\":\"HS256\"}", "{\"id\":\"u\",\"type\":\"client\",\"exp\":\"soon\"}"),
        signedRaw("{\"alg\":\"HS256\",\"x\":" + "[".repeat(5_000), payload),
        parts[0] + "." + otherPayload + "." + parts[2],
        parts[0] + "." + parts[1] + ".",
        parts[0] + "." + parts[1],
        good + ".",
        good + "." + parts[2] + "." + parts[2],
        good.substring(0, good.length() - 4) + "AAAA",
        signed(
            new JWSHeader(JWSAlgorithm.HS256),
            claims(),
            hmac("another secret".repeat(5).getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
        "undefined",
        "null",
        "..",
        "\uD800",
        "a.b.c",
        "x".repeat(8_193),
        signed(claims().claim("more", "x".repeat(9_000))));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("forgeries")
  void refusesForgeries(String token) {
    refusesAsInvalid(token);
  }

  @Test
  void ignoresKeysThatATokenBrings() {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .jwkURL(java.net.URI.create("http://127.0.0.1:1/keys"))
            .x509CertURL(java.net.URI.create("http://127.0.0.1:1/cert"))
            .keyID("../../dev/null")
            .build();

    assertThat(verifier.verify(signed(header, claims(), hmac(SECRET.bytes())))).isNotNull();
    refusesAsInvalid(signed(header, claims(), hmac(new byte[32])));
  }

  @Test
  void survivesTokensThatAreChangedAtRandom() {
    var random = new Random(4711);
    var good = signed(claims());
    for (var i = 0; i < 2_000; i++) {
      var changed = new StringBuilder(good);
      var at = random.nextInt(good.length() - 1);
      var to = (char) random.nextInt(0x20, 0x100);
      if (changed.charAt(at) != to) {
        changed.setCharAt(at, to);
        refusesAsInvalid(changed.toString());
      }
    }
  }

  @Test
  void remembersAGoodTokenOnlyUntilItExpires() {
    var token = signed(claims());
    assertThat(verifier.verify(token)).isSameAs(verifier.verify(token));

    now.set(NOW.plus(Duration.ofHours(2)));

    refuses(token, ErrorCode.TOKEN_EXPIRED, "Token expired");
  }

  @Test
  void checksATokenThatIsInUseAgainAfterFiveMinutes() {
    var nanos = new AtomicLong();
    var forgetful = new JwtVerifier(TestTokens.rules(SHARED), now::get, nanos::get);
    var token = signed(claims());
    var first = forgetful.verify(token);

    for (var minute = 1; minute < 5; minute++) {
      nanos.set(Duration.ofMinutes(minute).toNanos());
      assertThat(forgetful.verify(token)).isSameAs(first);
    }
    nanos.set(Duration.ofMinutes(5).toNanos());

    assertThat(forgetful.verify(token)).isNotSameAs(first);
  }

  @Test
  void refusesASecretThatIsTooShort() {
    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> new TokenKey.SharedSecret(new Secret("x".repeat(31))))
        .withMessage("The secret for tokens is too short: it has 31 bytes and needs at least 32.");
  }

  @Test
  void doesNotPrintASecret() {
    assertThat(TestTokens.rules(SHARED).toString()).doesNotContain(SECRET.value());
  }

  @Test
  void checksWhatTheSignerSigns() {
    var who =
        new Principal(
            new UserId("a1"), "Ada", "ada@example.org", Role.SUPER_ADMIN, Optional.empty());
    var signer = new TokenSigner(SHARED, Optional.of("desk"), Optional.of("chat"), now::get);
    var strict =
        new JwtVerifier(new TokenRules(SHARED, Optional.of("desk"), Optional.of("chat")), now::get);

    var verified = strict.verify(signer.sign(who, Duration.ofHours(1)));

    assertThat(verified)
        .isEqualTo(new VerifiedToken(who, Optional.of(NOW.plusSeconds(3_605)), Optional.of(NOW)));
  }

  private void refusesAsInvalid(String token) {
    refuses(token, ErrorCode.UNAUTHENTICATED, "Invalid token");
  }

  private void refuses(String token, ErrorCode code, String message) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> verifier.verify(token))
        .withMessage(message)
        .extracting(Refused::code)
        .isEqualTo(code);
  }
}
