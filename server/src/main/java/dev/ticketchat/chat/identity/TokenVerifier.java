package dev.ticketchat.chat.identity;

/// Checks tokens. May block (a key set may have to be fetched); safe from any thread.
public interface TokenVerifier {

  /// Whom a token speaks for.
  ///
  /// @param token as it came, perhaps with a `Bearer ` prefix
  /// @throws dev.ticketchat.chat.Refused `TOKEN_EXPIRED` with `Token expired`, `UNAUTHENTICATED`
  ///   with `Invalid token`, or `UNAVAILABLE` when the keys cannot be had
  VerifiedToken verify(String token);
}
