package dev.ticketchat.api.http;

import dev.ticketchat.api.wire.RevokedJson;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.RevokeUser;

/// Users: turning them out.
final class UserEndpoints {
  private final RevokeUser revokeUser;

  UserEndpoints(RevokeUser revokeUser) {
    this.revokeUser = revokeUser;
  }

  /// Needs no body.
  Answer revoke(Principal caller, ApiRequest request) {
    var user = request.userId();
    return Answer.ok(RevokedJson.of(user, revokeUser.revoke(caller, user)));
  }
}
