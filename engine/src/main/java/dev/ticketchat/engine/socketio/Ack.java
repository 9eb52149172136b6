package dev.ticketchat.engine.socketio;

import org.jspecify.annotations.Nullable;

/// The way to answer one event. Safe from any thread, at any time, also after the handler returned.
public interface Ack {

  /// Whether the client asked for an answer.
  boolean wanted();

  /// Answers. Only the first call counts; without a wish for an answer it does nothing.
  void send(@Nullable Object... args);
}
