package dev.ticketchat.engine.engineio;

import java.nio.charset.StandardCharsets;

/// One Engine.IO message: text or binary. Whoever holds one must not change its bytes.
public sealed interface Message {

  /// The payload: UTF-8 for text, checked on arrival.
  byte[] bytes();

  /// Text, as UTF-8. Over polling it must not contain U+001E, which stands between packets there.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying would double every message
  record Text(byte[] bytes) implements Message {
    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /// Bytes as they are.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying would double every message
  record Binary(byte[] bytes) implements Message {}

  static Message text(String text) {
    return new Text(text.getBytes(StandardCharsets.UTF_8));
  }

  static Message binary(byte[] bytes) {
    return new Binary(bytes);
  }
}
