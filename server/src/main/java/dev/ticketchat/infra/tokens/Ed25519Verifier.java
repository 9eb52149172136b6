package dev.ticketchat.infra.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// Checks Ed25519 signatures with the JDK; the library's own verifier wants one more library.
final class Ed25519Verifier extends BaseJWSProvider implements JWSVerifier {
  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_BYTES = 32;

  /// What stands before the 32 bytes of a key in its X.509 encoding.
  private static final byte[] ENCODING = HexFormat.of().parseHex("302a300506032b6570032100");

  private final EdECPublicKey key;

  Ed25519Verifier(EdECPublicKey key) {
    super(Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519));
    this.key = key;
  }

  static boolean fits(EdECPublicKey key) {
    return key.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
  }

  /// The key of these bytes, as key sets hold them; empty when they are none.
  static Optional<PublicKey> key(byte[] bytes) {
    if (bytes.length != KEY_BYTES) {
      return Optional.empty();
    }
    var encoded = new byte[ENCODING.length + KEY_BYTES];
    System.arraycopy(ENCODING, 0, encoded, 0, ENCODING.length);
    System.arraycopy(bytes, 0, encoded, ENCODING.length, KEY_BYTES);
    try {
      var factory = KeyFactory.getInstance(ALGORITHM);
      return Optional.of(factory.generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  @Override
  public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature)
      throws JOSEException {
    try {
      var check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(signingInput);
      return check.verify(signature.decode());
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new JOSEException(e.getMessage(), e);
    }
  }
}
