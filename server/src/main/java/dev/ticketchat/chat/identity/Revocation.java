package dev.ticketchat.chat.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The last moment of which a user's tokens count no more.
///
/// @param at in whole seconds, since tokens say no more of when they were issued
public record Revocation(Instant at) {

  public Revocation {
    at = at.truncatedTo(ChronoUnit.SECONDS);
  }

  /// Whether a token is refused. One that was issued in the second of the revocation is: nobody can
  /// tell whether it was before. So is one that does not say when it was issued.
  public boolean refuses(Optional<Instant> issuedAt) {
    return issuedAt.filter(issued -> issued.truncatedTo(ChronoUnit.SECONDS).isAfter(at)).isEmpty();
  }

  /// The one that refuses more.
  public Revocation orLater(Revocation other) {
    return other.at.isAfter(at) ? other : this;
  }
}
