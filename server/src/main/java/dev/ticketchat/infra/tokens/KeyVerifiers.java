package dev.ticketchat.infra.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/// Makes a verifier of a key. A verifier knows the algorithms of its kind of key, and no others.
final class KeyVerifiers {
  private static final int MIN_RSA_BITS = 2048;

  private KeyVerifiers() {}

  static JWSVerifier of(Secret secret) {
    try {
      return new MACVerifier(secret.bytes());
    } catch (JOSEException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Empty for a kind of key that signs no tokens here, and for a weak one.
  static Optional<JWSVerifier> of(PublicKey key) {
    try {
      return switch (key) {
        case RSAPublicKey rsa when rsa.getModulus().bitLength() >= MIN_RSA_BITS ->
            Optional.of(new RSASSAVerifier(rsa));
        case ECPublicKey ec -> Optional.of(new ECDSAVerifier(ec));
        case EdECPublicKey ed when Ed25519Verifier.fits(ed) -> Optional.of(new Ed25519Verifier(ed));
        default -> Optional.empty();
      };
    } catch (JOSEException _) {
      return Optional.empty();
    }
  }

  /// As for a public key. A symmetric key in a key set is no key at all, nor is one whose private
  /// half stands there for all to read.
  static Optional<JWSVerifier> of(JWK key) {
    if (key.isPrivate()) {
      return Optional.empty();
    }
    try {
      return switch (key) {
        case RSAKey rsa -> of(rsa.toRSAPublicKey());
        case ECKey ec -> of(ec.toECPublicKey());
        case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) ->
            Ed25519Verifier.key(pair.getDecodedX()).flatMap(KeyVerifiers::of);
        default -> Optional.empty();
      };
    } catch (JOSEException _) {
      return Optional.empty();
    }
  }
}
