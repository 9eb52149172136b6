package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.Optional;

/// The log of messages, ordered by ticket and seq: the only truth. Methods block and are safe from
/// any thread. When the database cannot be reached or is full they throw `Refused` with
/// `UNAVAILABLE`.
public interface MessageStore {

  /// Appends a message to its ticket, which must exist, and claims its files in the same
  /// transaction. When it returns, that is synced to disk. Gives up with `UNAVAILABLE` when the
  /// committer's queue is full or stuck, and then the message may yet be stored; a caller with a
  /// [RetryKey] may repeat. A message whose files are not announced any more is refused with
  /// `UNAVAILABLE` too: its sender gave up before.
  Appended append(NewMessage message);

  /// What [#append] would say to a message that was stored before; empty if it was not. Stores
  /// nothing. As [#append] it gives up in time.
  Optional<Appended> earlier(NewMessage message);

  /// A page of the messages with `seq <= upTo`.
  ///
  /// @throws dev.ticketchat.chat.Refused `INVALID` when the request names a message that the ticket
  ///   does not have
  Page page(TicketId ticket, PageRequest request, long upTo);

  /// Messages with `from <= seq <= to`, in order, at most 1,000.
  List<Message> range(TicketId ticket, long from, long to);

  /// The seq of the last message; 0 where there is none.
  long lastSeq(TicketId ticket);
}
