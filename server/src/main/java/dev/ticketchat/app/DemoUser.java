package dev.ticketchat.app;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The people of the demo. Their ids in lower case are the names that the demo's tickets call them
/// by.
@SuppressWarnings("ImmutableEnumChecker") // a record of records and texts is immutable
enum DemoUser {
  MARA("Mara Lind", Role.CLIENT, "Lind Bakery"),
  TOM("Tom Okafor", Role.CLIENT, "Okafor Cycles"),
  SAM("Sam Rivera", Role.SUPER_ADMIN, null);

  private final String fullName;
  private final Role role;
  private final @Nullable String company;

  DemoUser(String fullName, Role role, @Nullable String company) {
    this.fullName = fullName;
    this.role = role;
    this.company = company;
  }

  Principal principal() {
    var id = name().toLowerCase(Locale.ROOT);
    return new Principal(
        new UserId(id), fullName, id + "@example.com", role, Optional.ofNullable(company));
  }
}
