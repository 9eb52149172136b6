package dev.ticketchat.engine.engineio;

/// What came is no Engine.IO packet.
final class MalformedPacketException extends Exception {
  MalformedPacketException(String why) {
    super(why, null, false, false);
  }
}
