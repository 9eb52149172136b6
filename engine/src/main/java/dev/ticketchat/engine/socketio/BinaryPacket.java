package dev.ticketchat.engine.socketio;

import java.util.ArrayList;
import java.util.List;

/// A packet whose attachments are still coming. At most `maxAttachments` of them, each no larger
/// than a message may be.
final class BinaryPacket {
  private final int expected;
  private final Receiver receiver;
  private final List<byte[]> attachments = new ArrayList<>();

  /// Takes the attachments when all are there.
  interface Receiver {
    void receive(List<byte[]> attachments);
  }

  BinaryPacket(int expected, Receiver receiver) {
    this.expected = expected;
    this.receiver = receiver;
  }

  /// Whether that was the last one; the packet has then been received.
  boolean add(byte[] attachment) {
    attachments.add(attachment);
    if (attachments.size() < expected) {
      return false;
    }
    receiver.receive(List.copyOf(attachments));
    return true;
  }
}
