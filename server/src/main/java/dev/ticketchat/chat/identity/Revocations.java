package dev.ticketchat.chat.identity;

import java.time.Instant;
import java.util.Optional;

/// Whose tokens count no more, though they have not ended. Safe from any thread.
public interface Revocations {

  /// Refuses the tokens that the user has by then. Blocks until it is stored; from its return on,
  /// [#of] knows of it. A user may be unknown, and may be revoked again; what was refused stays
  /// refused, whatever the clock does.
  ///
  /// @throws dev.ticketchat.chat.Refused `UNAVAILABLE` when it cannot be stored
  Revocation revoke(UserId user, Instant now);

  /// The user's last revocation. Asked for every request: answered from memory as long as not very
  /// many users were ever revoked, and it may block for the store past that.
  ///
  /// @throws dev.ticketchat.chat.Refused `UNAVAILABLE` when the store has to be asked and is out
  Optional<Revocation> of(UserId user);
}
