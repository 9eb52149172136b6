package dev.ticketchat.infra.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.ticketchat.chat.identity.Principal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/// Signs tokens as a help desk's backend would: for the command line, the demo and tests. The
/// server itself never signs one. Safe from any thread.
public final class TokenSigner {
  private final TokenKey.SharedSecret key;
  private final Optional<String> issuer;
  private final Optional<String> audience;
  private final InstantSource clock;

  public TokenSigner(
      TokenKey.SharedSecret key,
      Optional<String> issuer,
      Optional<String> audience,
      InstantSource clock) {
    this.key = key;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  /// A token that makes its bearer this principal, from now on for `lifetime`.
  public String sign(Principal who, Duration lifetime) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .claim("id", who.id().value())
            .claim("name", who.name())
            .claim("email", who.email())
            .claim("type", who.role().wire())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)));
    who.company().ifPresent(company -> claims.claim("company", company));
    issuer.ifPresent(claims::issuer);
    audience.ifPresent(claims::audience);
    return signed(claims.build());
  }

  private String signed(JWTClaimsSet claims) {
    try {
      var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(key.secret().bytes()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC with SHA-256 is part of every JDK", e);
    }
  }
}
