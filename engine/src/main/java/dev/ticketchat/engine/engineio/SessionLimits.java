package dev.ticketchat.engine.engineio;

/// How many sessions there may be at a time, and what they may hold together. A handshake past them
/// is refused before there is a session.
///
/// @param perAddress of one address, or of one /64 network of IPv6
/// @param inAll of all
/// @param unsentReplies bytes of replies that have not left, of all sessions together; past it, the
///   session that has left most of them unread is closed
public record SessionLimits(int perAddress, int inAll, long unsentReplies) {

  /// As many as come.
  public static final SessionLimits NONE =
      new SessionLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
}
