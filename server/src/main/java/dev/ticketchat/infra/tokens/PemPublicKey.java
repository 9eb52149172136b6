package dev.ticketchat.infra.tokens;

import com.nimbusds.jose.JWSVerifier;
import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a public key from a PEM file, as `openssl pkey -pubout` writes it.
final class PemPublicKey {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([\\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----");
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");
  private static final int MAX_BYTES = 64 * 1024;

  private PemPublicKey() {}

  /// @throws Unusable when the file cannot be read or holds no key that signs tokens
  static JWSVerifier read(Path file) {
    return parse(text(file))
        .flatMap(KeyVerifiers::of)
        .orElseThrow(() ->
            new Unusable(
                file
                    + " holds no public key in PEM form that can check tokens"
                    + " (RSA of 2048 bits or more, EC or Ed25519)."));
  }

  private static String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new Unusable("The public key " + file + " cannot be read.", e);
    }
  }

  private static Optional<PublicKey> parse(String text) {
    var pem = PEM.matcher(text);
    if (!pem.find()) {
      return Optional.empty();
    }
    try {
      var encoded = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
      return KINDS.stream().flatMap(kind -> decode(kind, encoded).stream()).findFirst();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> decode(String kind, X509EncodedKeySpec encoded) {
    try {
      return Optional.of(KeyFactory.getInstance(kind).generatePublic(encoded));
    } catch (InvalidKeySpecException _) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
