package dev.ticketchat.engine.socketio;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Answers one event of one client, at most once.
final class ClientAck implements Ack {
  private final Socket socket;
  private final OptionalLong id;
  private final AtomicBoolean sent = new AtomicBoolean();

  ClientAck(Socket socket, OptionalLong id) {
    this.socket = socket;
    this.id = id;
  }

  @Override
  public boolean wanted() {
    return id.isPresent();
  }

  @Override
  public void send(@Nullable Object... args) {
    if (id.isEmpty() || sent.get()) {
      return;
    }
    var namespace = socket.namespace();
    // Encoded first: an answer that cannot be written leaves room for another.
    var encoded = namespace.shared().encoder().ack(namespace.name(), id.getAsLong(), args);
    if (sent.compareAndSet(false, true)) {
      socket.deliver(encoded);
    }
  }
}
