package dev.ticketchat.api.socket;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who is at a socket.
sealed interface Identity {

  /// The user, be the token still good or not; nobody before the first.
  default Optional<Principal> user() {
    return switch (this) {
      case Anonymous _ -> Optional.empty();
      case SignedIn(var token) -> Optional.of(token.principal());
      case Expired(var principal, _) -> Optional.of(principal);
    };
  }

  /// Nobody has said yet; events wait for it.
  record Anonymous(ParkedEvents parked) implements Identity {}

  /// A user, as long as the token lasts.
  record SignedIn(VerifiedToken token) implements Identity {
    Principal principal() {
      return token.principal();
    }

    boolean expiredAt(Instant now) {
      return token.expiresAt().filter(end -> !end.isAfter(now)).isPresent();
    }
  }

  /// A user whose token ended: out of all rooms, and back in these tickets after the next
  /// authentication.
  record Expired(Principal principal, List<TicketId> tickets) implements Identity {}
}
