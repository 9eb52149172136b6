package dev.ticketchat.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes tokens as an attacker would: with any header, any claims and any signature, by nothing
/// but the JDK.
final class Forge {

  /// Makes a signature of what stands before it.
  @FunctionalInterface
  interface Signer {
    byte[] sign(byte[] content) throws GeneralSecurityException;
  }

  private Forge() {}

  static String token(String header, String claims, Signer signer) {
    return signed(base64(header) + "." + base64(claims), signer);
  }

  /// A token of parts that are encoded already.
  static String signed(String content, Signer signer) {
    try {
      return content + "." + base64(signer.sign(content.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Signer hmac(String algorithm, byte[] secret) {
    return content -> {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      return mac.doFinal(content);
    };
  }

  static Signer key(String algorithm, PrivateKey key) {
    return content -> {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    };
  }

  /// These bytes, whatever is signed.
  static Signer bytes(byte... signature) {
    return _ -> signature;
  }

  static String base64(String text) {
    return base64(text.getBytes(UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
