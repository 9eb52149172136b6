package dev.ticketchat.faults.ledger;

/// One broken promise.
///
/// @param where the client, or `history`
public record Violation(Kind kind, String where, String what) {

  /// The promises; each count is to be 0.
  public enum Kind {
    /// A client was told that its message is stored, and it is not.
    LOST,
    /// A message was stored twice, or shown twice to one socket.
    DUPLICATE,
    /// What a client was told comes in another order, or at another place, than in history.
    OUT_OF_ORDER,
    /// A message is missing between two that a member was shown, a recovered one's break included.
    GAP,
    /// A message was shown or stored that nobody sent, or shown and not stored.
    PHANTOM,
    /// A request without an answer in time.
    UNANSWERED,
    /// A client was told to stay away.
    DISMISSED
  }
}
