package dev.ticketchat.chat.identity;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import java.time.InstantSource;

/// Turns a user out: check, store, end the sockets. Blocks for the store; safe from any thread.
public final class RevokeUser {
  private static final int MAX_ID = 128;

  private final Revocations revocations;
  private final OpenSockets sockets;
  private final InstantSource clock;

  public RevokeUser(Revocations revocations, OpenSockets sockets, InstantSource clock) {
    this.revocations = revocations;
    this.sockets = sockets;
    this.clock = clock;
  }

  /// Refuses all tokens that the user has, and ends its sockets. A socket that is signing in
  /// meanwhile is either found here, or finds the revocation: it looks after it is signed in.
  ///
  /// @throws Refused `FORBIDDEN` to a client; `INVALID` for what cannot be a user's id
  public Revocation revoke(Principal caller, UserId user) {
    if (!caller.isSuperAdmin()) {
      throw new Refused(ErrorCode.FORBIDDEN, "Only super admins can revoke users");
    }
    if (user.value().isBlank() || user.value().length() > MAX_ID) {
      throw new Refused(ErrorCode.INVALID, "User ID must be 1 to 128 characters");
    }
    var revocation = revocations.revoke(user, clock.instant());
    sockets.endAllOf(user);
    return revocation;
  }
}
