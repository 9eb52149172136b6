package dev.ticketchat.infra.tokens;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.util.List;

/// The keys that may have signed a token. Safe from any thread.
@FunctionalInterface
interface TrustedKeys {

  /// The keys that may have signed under this header. Of the header, its `kid` chooses among them,
  /// and nothing in it adds one. The algorithms of a key are those of its verifier.
  ///
  /// @throws dev.ticketchat.chat.Refused `UNAVAILABLE` when the keys cannot be had
  List<JWSVerifier> candidates(JWSHeader header);

  /// Reads what is configured.
  ///
  /// @throws dev.ticketchat.infra.Unusable when it is no key
  static TrustedKeys of(TokenKey key) {
    return switch (key) {
      case TokenKey.SharedSecret(var secret) -> one(KeyVerifiers.of(secret));
      case TokenKey.PublicKeyFile(var pem) -> one(PemPublicKey.read(pem));
      case TokenKey.KeySet(var url) -> new RemoteKeySet(url);
    };
  }

  private static TrustedKeys one(JWSVerifier verifier) {
    var only = List.of(verifier);
    return _ -> only;
  }
}
