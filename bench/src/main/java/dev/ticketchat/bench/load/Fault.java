package dev.ticketchat.bench.load;

/// What can be wrong, by its name in the result.
enum Fault {
  CONNECT("connect"),
  HANDSHAKE("handshake"),
  CLOSED("closed"),
  AUTHENTICATION("authentication_error"),
  JOIN("join_ticket_error"),
  SEND("send_message_error"),
  MESSAGES("messages_error"),
  /// WebSocket, Engine.IO or Socket.IO broken.
  PROTOCOL("protocol"),
  /// A message that is not of this run.
  FOREIGN("foreign_message"),
  /// A member saw messages in another order than others did.
  ORDER("order"),
  /// A message more than once, or not where it belongs.
  GAP_OR_DUP("gap_or_dup"),
  /// A message that lacks a field.
  FIELD("field"),
  /// A message of another room.
  MISROUTED("misrouted"),
  /// Messages of the schedule that could not be sent, so that the latencies lack them.
  SKIPPED("skipped"),
  /// Events that nobody here waits for: counted, and nothing wrong with them.
  OTHER("other");

  private final String word;

  Fault(String word) {
    this.word = word;
  }

  /// Whether a run with it failed.
  boolean counts() {
    return this != OTHER;
  }

  String word() {
    return word;
  }
}
