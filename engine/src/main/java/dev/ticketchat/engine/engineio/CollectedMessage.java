package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.large.LargeMessage;
import java.io.ByteArrayOutputStream;

/// A large message for a listener that wants it whole.
final class CollectedMessage implements LargeMessage {
  private final Kind kind;
  private final SessionListener listener;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

  CollectedMessage(Kind kind, SessionListener listener) {
    this.kind = kind;
    this.listener = listener;
  }

  @Override
  public void take(byte[] piece) {
    collected.writeBytes(piece);
  }

  @Override
  public void end() {
    byte[] bytes = collected.toByteArray();
    listener.onMessage(
        switch (kind) {
          case TEXT -> new Message.Text(bytes);
          case BINARY -> new Message.Binary(bytes);
        });
  }

  @Override
  public void abort() {}
}
