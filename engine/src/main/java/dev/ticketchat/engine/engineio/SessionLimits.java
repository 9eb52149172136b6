package dev.ticketchat.engine.engineio;

/// How many sessions there may be at a time. A handshake past them is refused before there is a
/// session.
///
/// @param perAddress of one address, or of one /64 network of IPv6
/// @param inAll of all
public record SessionLimits(int perAddress, int inAll) {

  /// As many as come.
  public static final SessionLimits NONE = new SessionLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
