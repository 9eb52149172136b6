package dev.ticketchat.faults.ledger;

import java.util.List;

/// One thing that happened at a client.
public sealed interface Entry {

  /// As `System.nanoTime`.
  long at();

  /// Its socket is connected.
  ///
  /// @param recovered the server says that nothing was missed
  record Connected(long at, boolean recovered) implements Entry {}

  /// The connection is gone, by whomever.
  record Disconnected(long at, String why) implements Entry {}

  /// The server sent a Socket.IO DISCONNECT, after which the official client stays away.
  record Dismissed(long at) implements Entry {}

  /// It is in the ticket's room from here on.
  record Joined(long at, String ticket) implements Entry {}

  record Left(long at, String ticket) implements Entry {}

  /// It sent a message; twice, if it sent it again.
  record Sent(long at, String ticket, String text) implements Entry {}

  /// It was told that its message is stored.
  record Acknowledged(long at, Told message) implements Entry {}

  /// It was told that its message is not stored.
  record Refused(long at, String ticket, String text, String code) implements Entry {}

  /// It got a `new_message`.
  record Shown(long at, Told message) implements Entry {}

  /// It got the newest page of a ticket.
  record Loaded(long at, String ticket, List<Told> messages) implements Entry {}

  /// A request had no answer in time, though its connection went on.
  record Unanswered(long at, String event) implements Entry {}
}
