package dev.ticketchat.chat.identity;

import java.util.Optional;

/// An authenticated caller, as its token describes it.
public record Principal(UserId id, String name, String email, Role role, Optional<String> company) {

  public boolean isSuperAdmin() {
    return role == Role.SUPER_ADMIN;
  }
}
