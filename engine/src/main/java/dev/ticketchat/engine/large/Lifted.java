package dev.ticketchat.engine.large;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
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

  /// A tree with what was lifted in its place again.
  public JsonNode fillIn(JsonNode tree) {
    if (isEmpty()) {
      return tree;
    }
    switch (tree) {
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, fillIn(array.get(i)));
        }
      }
      case ObjectNode object ->
          List.copyOf(object.propertyNames())
              .forEach(name -> object.set(name, fillIn(object.get(name))));
      default -> {
        return tree.isString() ? inPlaceOf(tree) : tree;
      }
    }
    return tree;
  }

  /// Closes all blobs.
  public void close() {
    blobs.forEach(Blob::close);
  }
}
