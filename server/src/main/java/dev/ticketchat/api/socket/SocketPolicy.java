package dev.ticketchat.api.socket;

import java.time.Duration;

/// How long sockets may take, and how much they may hold.
///
/// @param signInTime how long a socket may stay anonymous before its transport is closed
/// @param parkingTime how long events wait for an authentication, from the first on
/// @param maxParked events that may wait at one socket
/// @param largeEvent bytes, roughly, from which an event is large; one such may wait at one socket
/// @param parkingBytes bytes, roughly, of all events that wait, at all sockets together
/// @param expiryGrace how long a socket may stay after its token expired
/// @param socketsPerUser sockets that one user may be signed in at
public record SocketPolicy(
    Duration signInTime,
    Duration parkingTime,
    int maxParked,
    long largeEvent,
    long parkingBytes,
    Duration expiryGrace,
    int socketsPerUser) {

  public static SocketPolicy defaults() {
    return new SocketPolicy(
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        32,
        64 << 10,
        128 << 20,
        Duration.ofSeconds(30),
        100);
  }
}
