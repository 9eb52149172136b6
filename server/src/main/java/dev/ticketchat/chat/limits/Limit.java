package dev.ticketchat.chat.limits;

/// What is counted.
public enum Limit {
  /// Messages of a user.
  MESSAGES,
  /// All other events and requests of a user.
  EVENTS,
  /// Bytes of files that a user sends.
  ATTACHMENT_BYTES,
  /// Failed authentications of an address.
  FAILED_SIGN_INS,
  /// Requests that were refused, of a user or an address; whoever has more is slowed, not refused
  REFUSALS
}
