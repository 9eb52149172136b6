package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The log of messages: the only truth. It has one order for all tickets, by position, and so for
/// each ticket the order of seq. Methods block and are safe from any thread. When the database
/// cannot be reached or is full they throw `Refused` with `UNAVAILABLE`.
public interface MessageStore {

  /// Appends a message to its ticket, which must exist, and claims its files in the same
  /// transaction. When it returns, that is synced to disk. Gives up with `UNAVAILABLE` when the
  /// committer's queue is full or stuck, and then the message may yet be stored; a caller with a
  /// [RetryKey] may repeat. A message whose files are not announced any more is refused with
  /// `UNAVAILABLE` too: its sender gave up before.
  ///
  /// @param onStored called with a message that is stored and synced, and was not before: for one
  ///   message after the other in the order of the log, on a thread of the store, before this
  ///   returns, and also where this has given up. It must return at once; what it throws is logged
  Appended append(NewMessage message, Consumer<Message> onStored);

  /// What [#append] would say to a message that was stored before; empty if it was not. Stores
  /// nothing. As [#append] it gives up in time.
  Optional<Appended> earlier(NewMessage message);

  /// A page of the messages with `position <= upTo`.
  ///
  /// @throws dev.ticketchat.chat.Refused `INVALID` when the request names a message that the ticket
  ///   does not have
  Page page(TicketId ticket, PageRequest request, long upTo);

  /// The messages of these tickets with `after < position <= upTo`, in the order of the log, the
  /// first `limit` of them.
  List<Message> between(List<TicketId> tickets, long after, long upTo, int limit);

  /// The position of the last message; 0 where there is none.
  long lastPosition();
}
