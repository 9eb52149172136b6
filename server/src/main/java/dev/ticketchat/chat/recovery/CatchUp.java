package dev.ticketchat.chat.recovery;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.live.JoinTicket;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageStore;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Puts a client that was away back into its tickets, and finds what it missed there. Blocks for
/// the store; safe from any thread.
public final class CatchUp {
  /// More than this is read as history, not replayed.
  private static final int MOST_MESSAGES = 1_000;

  /// Bytes on the wire, roughly; less than a connection may have unsent.
  private static final int MOST_BYTES = 512 * 1024;

  private static final int BYTES_BESIDE_TEXT = 400;

  private final MessageStore store;
  private final JoinTicket joinTicket;
  private final LiveTickets live;

  public CatchUp(MessageStore store, JoinTicket joinTicket, LiveTickets live) {
    this.store = store;
    this.joinTicket = joinTicket;
    this.live = live;
  }

  /// Joins those of the tickets that the user may still see.
  ///
  /// @param position up to which the client has everything
  /// @param arrive called when it is certain that the client can go on where it stood, and before
  ///   it is in any ticket; gives its socket, to which everything that is told from here on has to
  ///   come after what is returned, or with it; empty where the client is gone again
  /// @return what it missed, in the order of the log; empty, and nothing done, where that is too
  ///   much, the position is none of this log, or the client is gone
  /// @throws Refused `UNAVAILABLE` when the store is
  public Optional<List<Message>> catchUp(
      Principal user, List<TicketId> tickets, long position, Supplier<Optional<SocketId>> arrive) {
    var told = live.told();
    if (position < 0 || position > told) {
      return Optional.empty();
    }
    var missed = store.between(tickets, position, told, MOST_MESSAGES + 1);
    if (isTooMuch(missed)) {
      return Optional.empty();
    }
    return arrive.get().map(socket -> rejoin(user, tickets, socket, missed, told));
  }

  private List<Message> rejoin(
      Principal user, List<TicketId> tickets, SocketId socket, List<Message> missed, long told) {
    var joined = tickets.stream().filter(ticket -> rejoins(user, ticket, socket)).toList();
    var meanwhile = between(joined, told, live.told());
    var seen = missed.stream().filter(message -> joined.contains(message.ticketId()));
    return Stream.concat(seen, meanwhile.stream()).toList();
  }

  private List<Message> between(List<TicketId> tickets, long after, long upTo) {
    if (after == upTo) {
      return List.of();
    }
    var messages = store.between(tickets, after, upTo, MOST_MESSAGES + 1);
    if (isTooMuch(messages)) {
      throw Refused.unavailable();
    }
    return messages;
  }

  private boolean rejoins(Principal user, TicketId ticket, SocketId socket) {
    try {
      joinTicket.join(user, ticket, socket, (_, _) -> {});
      return true;
    } catch (Refused refused) {
      if (refused.code() == ErrorCode.FORBIDDEN || refused.code() == ErrorCode.NOT_FOUND) {
        return false;
      }
      throw refused;
    }
  }

  private static boolean isTooMuch(List<Message> messages) {
    var bytes =
        messages.stream()
            .mapToLong(message ->
                message.text().length() + (1L + message.attachments().size()) * BYTES_BESIDE_TEXT)
            .sum();
    return messages.size() > MOST_MESSAGES || bytes > MOST_BYTES;
  }
}
