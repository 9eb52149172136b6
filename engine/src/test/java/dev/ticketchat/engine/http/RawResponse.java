package dev.ticketchat.engine.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A response as it came over the wire.
///
/// @param headers looked up in any case; repeated ones joined by line breaks
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record RawResponse(int status, Map<String, String> headers, byte[] bytes) {

  public String body() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
