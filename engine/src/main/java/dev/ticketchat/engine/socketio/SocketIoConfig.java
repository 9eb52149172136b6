package dev.ticketchat.engine.socketio;

import java.time.Duration;

/// The settings of Socket.IO.
///
/// @param connectTimeout how long a session may have joined no namespace
/// @param maxAttachments binary attachments of one packet that a client may send
/// @param maxNesting depth of JSON that a client may send
/// @param maxText bytes of a packet's text, without the long strings that go to a spool; also of
///   all packets that may wait in a mailbox
/// @param maxQueuedPackets packets and tasks that may wait in a mailbox; past either bound, reading
///   from the peer pauses until half of them are done
public record SocketIoConfig(
    Duration connectTimeout,
    int maxAttachments,
    int maxNesting,
    int maxText,
    int maxQueuedPackets) {

  public SocketIoConfig {
    require(connectTimeout.isPositive(), "connectTimeout must be positive");
    require(maxAttachments >= 0, "maxAttachments must not be negative");
    require(maxNesting > 0, "maxNesting must be positive");
    require(maxText > 0, "maxText must be positive");
    require(maxQueuedPackets > 0, "maxQueuedPackets must be positive");
  }

  /// The reference implementation's times and attachments; bounds for what it leaves unbounded.
  public static SocketIoConfig defaults() {
    return new SocketIoConfig(Duration.ofSeconds(45), 10, 100, 1 << 20, 1_000);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
