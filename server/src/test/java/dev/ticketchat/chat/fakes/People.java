package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import java.util.Optional;

/// Who appears in tests.
public final class People {
  public static final Principal CLARA = client("clara", "Clara Client");
  public static final Principal OTTO = client("otto", "Otto Other");
  public static final Principal ADA = superAdmin("ada", "Ada Admin");
  public static final Principal BOB = superAdmin("bob", "Bob Admin");

  private People() {}

  public static Principal client(String id, String name) {
    return new Principal(
        new UserId(id), name, id + "@example.com", Role.CLIENT, Optional.of("ACME"));
  }

  public static Principal superAdmin(String id, String name) {
    return new Principal(
        new UserId(id), name, id + "@example.com", Role.SUPER_ADMIN, Optional.empty());
  }
}
