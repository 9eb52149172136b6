package dev.ticketchat.engine.socketio;

import java.util.OptionalLong;

/// One Socket.IO packet as its text shows it: everything but what the JSON says, which stays bytes
/// until the socket's own thread reads it.
sealed interface Packet {

  /// With its leading slash.
  String namespace();

  /// How many binary messages follow that belong to it.
  default int attachments() {
    return 0;
  }

  /// A client's wish to join a namespace, or the server's word that it has.
  record Connect(String namespace, Payload payload) implements Packet {}

  record Disconnect(String namespace) implements Packet {}

  /// An event, which may want an answer.
  record Event(String namespace, OptionalLong ackId, int attachments, Payload payload)
      implements Packet {}

  /// The answer to an event.
  record Ack(String namespace, long id, int attachments, Payload payload) implements Packet {}

  record ConnectError(String namespace, Payload payload) implements Packet {}

  /// JSON that nobody has looked at yet: the UTF-8 bytes of a packet's text from `from` on.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere; a copy would double every packet
  record Payload(byte[] text, int from) {

    boolean isEmpty() {
      return from == text.length;
    }

    int length() {
      return text.length - from;
    }
  }
}
