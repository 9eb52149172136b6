package dev.ticketchat.infra.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/// Tokens and keys for tests.
final class TestTokens {
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  static final Secret SECRET = new Secret("a secret of no less than thirty-two bytes");
  static final TokenKey.SharedSecret SHARED = new TokenKey.SharedSecret(SECRET);

  private TestTokens() {}

  static TokenRules rules(TokenKey key) {
    return new TokenRules(key, Optional.empty(), Optional.empty());
  }

  static JwtVerifier verifier(TokenKey key) {
    return new JwtVerifier(rules(key), () -> NOW);
  }

  /// A good client's claims.
  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .claim("id", "u1")
        .claim("name", "Uma")
        .claim("email", "uma@example.org")
        .claim("type", "client")
        .claim("company", "ACME")
        .expirationTime(Date.from(NOW.plusSeconds(3_600)));
  }

  static String signed(JWTClaimsSet.Builder claims) {
    return signed(new JWSHeader(JWSAlgorithm.HS256), claims, hmac(SECRET.bytes()));
  }

  static String signed(JWSHeader header, JWTClaimsSet.Builder claims, JWSSigner signer) {
    try {
      var jwt = new SignedJWT(header, claims.build());
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A token of exactly this header and payload, signed with the secret whatever the header says.
  static String signedRaw(String header, String payload) {
    var content = Base64URL.encode(header) + "." + Base64URL.encode(payload);
    try {
      var jwsHeader = new JWSHeader(JWSAlgorithm.HS256);
      var bytes = content.getBytes(StandardCharsets.US_ASCII);
      return content + "." + hmac(SECRET.bytes()).sign(jwsHeader, bytes);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static JWSSigner hmac(byte[] secret) {
    try {
      return new MACSigner(secret);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String signedWithEd25519(Map<String, Object> header, PrivateKey key)
      throws GeneralSecurityException {
    var content =
        Base64URL.encode(com.nimbusds.jose.util.JSONObjectUtils.toJSONString(header))
            + "."
            + Base64URL.encode(claims().build().toString());
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + Base64URL.encode(signature.sign());
  }

  static TokenKey.PublicKeyFile pem(Path folder, PublicKey key) throws IOException {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    var text = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    return new TokenKey.PublicKeyFile(Files.writeString(folder.resolve("key.pem"), text));
  }
}
