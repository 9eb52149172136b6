package dev.ticketchat.infra.tokens;

import dev.ticketchat.infra.Unusable;
import java.net.URI;
import java.nio.file.Path;

/// What tokens are checked with: exactly one of these. The key decides the algorithms, a token
/// never does.
public sealed interface TokenKey {

  /// An HMAC secret, shared with the backend that signs: HS256, HS384 and HS512.
  record SharedSecret(Secret secret) implements TokenKey {
    private static final int MIN_BYTES = 32;

    /// @throws Unusable when the secret is too short
    public SharedSecret {
      var length = secret.bytes().length;
      if (length < MIN_BYTES) {
        throw new Unusable(
            "The secret for tokens is too short: it has %d bytes and needs at least %d."
                .formatted(length, MIN_BYTES));
      }
    }
  }

  /// A public key in a PEM file: RSA (RS and PS), EC (the ES of its curve) or Ed25519 (EdDSA).
  record PublicKeyFile(Path pem) implements TokenKey {}

  /// A key set (JWKS) that is fetched when it is needed, and again when a token names a key that is
  /// not in it. Its public keys count, with algorithms as in a PEM file.
  record KeySet(URI url) implements TokenKey {}
}
