package dev.ticketchat.infra.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.TokenVerifier;
import dev.ticketchat.chat.identity.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks JWTs. Only the configured key counts: a header may say which of a set's keys signed, and
/// nothing else that it says (`jku`, `jwk`, `x5u`, `x5c`) is followed; a critical extension is
/// refused.
///
/// A token that was found good is remembered by its digest for five minutes at most, so that a
/// reconnecting user costs no signature.
public final class JwtVerifier implements TokenVerifier {
  private static final int MAX_LENGTH = 8_192;
  private static final Pattern PREFIX =
      Pattern.compile("^bearer(\\s+|$)", Pattern.CASE_INSENSITIVE);
  private static final Duration LEEWAY = Duration.ofSeconds(5);
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private final TokenRules rules;
  private final TrustedKeys keys;
  private final InstantSource clock;
  private final Cache<String, VerifiedToken> good;

  /// Reads the key; a key set is fetched later.
  ///
  /// @throws dev.ticketchat.infra.Unusable when there is no key where the rules say
  public JwtVerifier(TokenRules rules, InstantSource clock) {
    this(rules, clock, Ticker.systemTicker());
  }

  /// @param ticker what the time that tokens are remembered is measured by
  JwtVerifier(TokenRules rules, InstantSource clock, Ticker ticker) {
    this.rules = rules;
    this.keys = TrustedKeys.of(rules.key());
    this.clock = clock;
    this.good =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .ticker(ticker)
            .build();
  }

  /// As the port says, and `UNAUTHENTICATED` with `No token provided` for a blank one. The token
  /// ends with its `exp` and the leeway.
  @Override
  public VerifiedToken verify(String token) {
    var compact = compact(token);
    var digest = digest(compact);
    var known = good.getIfPresent(digest);
    var verified = known == null ? check(compact) : known;
    if (verified.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
      throw new Refused(ErrorCode.TOKEN_EXPIRED, "Token expired");
    }
    if (known == null) {
      good.put(digest, verified);
    }
    return verified;
  }

  private static String compact(String token) {
    var bare = PREFIX.matcher(token.strip()).replaceFirst("");
    if (bare.isEmpty()) {
      throw new Refused(ErrorCode.UNAUTHENTICATED, "No token provided");
    }
    if (bare.length() > MAX_LENGTH) {
      throw Refused.invalidToken();
    }
    return bare;
  }

  private VerifiedToken check(String compact) {
    if (!TokenForm.isKept(compact)) {
      throw Refused.invalidToken();
    }
    try {
      var jwt = SignedJWT.parse(compact);
      if (!isSigned(jwt)) {
        throw Refused.invalidToken();
      }
      var claims = jwt.getJWTClaimsSet();
      requireForUsAndNow(claims);
      var principal = Claims.principal(claims).orElseThrow(Refused::invalidToken);
      var end = Optional.ofNullable(claims.getExpirationTime());
      return new VerifiedToken(
          principal, end.map(exp -> exp.toInstant().plus(LEEWAY)), issued(claims));
    } catch (ParseException | JOSEException | IllegalArgumentException _) {
      throw Refused.invalidToken();
    }
  }

  private boolean isSigned(SignedJWT jwt) throws JOSEException {
    var header = jwt.getHeader();
    if (header.getCriticalParams() != null) {
      return false;
    }
    for (var key : keys.candidates(header)) {
      if (key.supportedJWSAlgorithms().contains(header.getAlgorithm()) && jwt.verify(key)) {
        return true;
      }
    }
    return false;
  }

  private void requireForUsAndNow(JWTClaimsSet claims) {
    var byIssuer = rules.issuer().map(issuer -> issuer.equals(claims.getIssuer())).orElse(true);
    var forUs = rules.audience().map(claims.getAudience()::contains).orElse(true);
    if (!byIssuer || !forUs || begin(claims).isAfter(clock.instant())) {
      throw Refused.invalidToken();
    }
  }

  private static Instant begin(JWTClaimsSet claims) {
    return Optional.ofNullable(claims.getNotBeforeTime())
        .map(Date::toInstant)
        .map(nbf -> nbf.minus(LEEWAY))
        .orElse(Instant.MIN);
  }

  /// A time to come says nothing of when it was issued.
  private Optional<Instant> issued(JWTClaimsSet claims) {
    return Optional.ofNullable(claims.getIssueTime())
        .map(Date::toInstant)
        .filter(iat -> !iat.minus(LEEWAY).isAfter(clock.instant()));
  }

  private static String digest(String compact) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var digest = sha.digest(compact.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
