package dev.ticketchat.api.wire;

import dev.ticketchat.engine.large.Blob;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/// Values that came in files, because they are too large for memory.
public final class LargeValues {

  private LargeValues() {}

  /// Closes all that stand anywhere in what a request brought.
  public static void close(Iterable<JsonNode> nodes) {
    for (var node : nodes) {
      if (node instanceof POJONode large && large.getPojo() instanceof Blob blob) {
        blob.close();
      } else {
        close(node.values());
      }
    }
  }
}
