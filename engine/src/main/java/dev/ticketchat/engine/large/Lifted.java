package dev.ticketchat.engine.large;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/// What was lifted out of a [LargeText].
///
/// @param secret stands in the text with a blob's index behind it
public record Lifted(String secret, List<Blob> blobs) {
  public static final Lifted NOTHING = new Lifted("", List.of());

  public boolean isEmpty() {
    return blobs.isEmpty();
  }

  /// What was lifted from where that string stands now, else the string itself.
  public JsonNode inPlaceOf(JsonNode string) {
    var text = string.stringValue();
    return isEmpty() || !text.startsWith(secret)
        ? string
        : new POJONode(blobs.get(Integer.parseInt(text.substring(secret.length()))));
  }

  /// Closes all blobs.
  public void close() {
    blobs.forEach(Blob::close);
  }
}
