package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.large.Budget;
import dev.ticketchat.engine.large.Spool;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import tools.jackson.databind.json.JsonMapper;

/// What all connections and namespaces of one server have in common.
///
/// @param spool where large values go; without one they stay in memory
/// @param unfinished memory for packets of which a part has come
/// @param threads makes the virtual threads that mailboxes run on
record Shared(
    SocketIoConfig config,
    PacketEncoder encoder,
    PayloadReader reader,
    Optional<Spool> spool,
    Budget unfinished,
    Timeouts timeouts,
    ThreadFactory threads,
    SecureRandom random) {
  private static final int ID_BYTES = 15;

  /// One in so many bytes of the heap.
  private static final int PART_FOR_UNFINISHED = 16;

  static Shared of(SocketIoConfig config, JsonMapper json, Optional<Spool> spool) {
    return new Shared(
        config,
        new PacketEncoder(json),
        new PayloadReader(json, config.maxNesting()),
        spool,
        new Budget(Runtime.getRuntime().maxMemory() / PART_FOR_UNFINISHED),
        new Timeouts(),
        Thread.ofVirtual().name("socketio").factory(),
        new SecureRandom());
  }

  /// A new id for a socket, or a secret: 120 random bits in 20 characters.
  String newId() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  Mailbox newMailbox(Mailbox.Source source) {
    return new Mailbox(threads, config.maxQueuedPackets(), config.maxText(), source);
  }
}
