package dev.ticketchat.api.wire;

import dev.ticketchat.chat.identity.Revocation;
import dev.ticketchat.chat.identity.UserId;

/// That a user was turned out.
///
/// @param revokedAt the last second of which tokens are refused
public record RevokedJson(String userId, String revokedAt) {

  public static RevokedJson of(UserId user, Revocation revocation) {
    return new RevokedJson(user.value(), Timestamps.format(revocation.at()));
  }
}
