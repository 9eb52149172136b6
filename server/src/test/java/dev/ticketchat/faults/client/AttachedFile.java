package dev.ticketchat.faults.client;

import java.util.Base64;
import java.util.Random;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A file to send with a message, of no kind that the server knows.
public final class AttachedFile {
  private final byte[] bytes;

  /// @param seed another one gives other bytes
  /// @param size in bytes, two at least
  public AttachedFile(int seed, int size) {
    bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    bytes[0] = (byte) 0xfb; // of no kind that anything begins with
    bytes[1] = 0;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// As fields of `send_message`.
  public ObjectNode fields() {
    var fields = JsonNodeFactory.instance.objectNode();
    fields
        .putArray("attachments")
        .addObject()
        .put("name", "file")
        .put("type", "")
        .put("data", Base64.getEncoder().encodeToString(bytes));
    return fields;
  }
}
