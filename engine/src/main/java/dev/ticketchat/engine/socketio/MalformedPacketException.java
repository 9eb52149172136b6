package dev.ticketchat.engine.socketio;

/// What came is no packet, or none that may come. The message says why and repeats nothing of it.
final class MalformedPacketException extends Exception {

  MalformedPacketException(String why) {
    super(why, null, false, false);
  }
}
