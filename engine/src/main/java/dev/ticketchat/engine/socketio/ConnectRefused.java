package dev.ticketchat.engine.socketio;

import org.jspecify.annotations.Nullable;

/// A middleware's "no". The message, and the data where there is some, are sent to the client as
/// `connect_error`.
public final class ConnectRefused extends Exception {
  private final String words;
  private final transient @Nullable Object data;

  public ConnectRefused(String message) {
    this(message, null);
  }

  /// A refusal that tells more than words.
  ///
  /// @param data anything that Jackson writes; `err.data` on the client
  public ConnectRefused(String message, @Nullable Object data) {
    super(message, null, false, false);
    this.words = message;
    this.data = data;
  }

  String words() {
    return words;
  }

  @Nullable Object data() {
    return data;
  }
}
