package dev.ticketchat.api.socket;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;

/// The names of rooms. The prefixes keep the three kinds apart from each other and from the ids of
/// sockets, whatever a help desk calls its users and tickets.
final class Rooms {
  static final String SUPER_ADMINS = "role:superadmin";

  private Rooms() {}

  static String of(TicketId ticket) {
    return "ticket:" + ticket.value();
  }

  static String of(UserId user) {
    return "user:" + user.value();
  }

  /// The rooms that a user is in everywhere.
  static List<String> of(Principal principal) {
    return principal.isSuperAdmin()
        ? List.of(of(principal.id()), SUPER_ADMINS)
        : List.of(of(principal.id()));
  }
}
