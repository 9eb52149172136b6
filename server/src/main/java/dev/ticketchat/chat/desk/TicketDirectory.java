package dev.ticketchat.chat.desk;

import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.Optional;

/// Lists tickets with what a list shows of them. Methods block; safe from any thread. When the
/// database cannot be reached they throw `Refused` with `UNAVAILABLE`.
public interface TicketDirectory {

  Optional<TicketSummary> summary(TicketId id);

  /// Tickets with the latest activity (last message, else creation) first.
  ///
  /// @param client only this client's tickets; empty for all
  List<TicketSummary> list(Optional<UserId> client, int limit, long offset);

  /// How many [#list] would give without a limit.
  long count(Optional<UserId> client);
}
