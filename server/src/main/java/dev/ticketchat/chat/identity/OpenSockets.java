package dev.ticketchat.chat.identity;

/// The sockets that users are at, signed in or with a token that has ended.
public interface OpenSockets {

  /// Tells all sockets of a user that its token counts no more, and closes their transports.
  /// Returns at once; safe from any thread.
  void endAllOf(UserId user);
}
