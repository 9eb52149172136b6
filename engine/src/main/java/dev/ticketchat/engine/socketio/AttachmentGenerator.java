package dev.ticketchat.engine.socketio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/// Writes JSON in which a placeholder stands for each run of bytes, and keeps the bytes aside, in
/// the order of their placeholders.
final class AttachmentGenerator extends JsonGeneratorDelegate {
  private final List<byte[]> attachments;

  AttachmentGenerator(JsonGenerator text, List<byte[]> attachments) {
    super(text, false);
    this.attachments = attachments;
  }

  @Override
  public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
    writeStartObject();
    writeBooleanProperty("_placeholder", true);
    writeNumberProperty("num", attachments.size());
    writeEndObject();
    // Copied: the session sends later, and the caller may have changed its array by then.
    attachments.add(Arrays.copyOfRange(data, offset, offset + length));
    return this;
  }

  @Override
  public int writeBinary(Base64Variant variant, InputStream data, int length) {
    try {
      var bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
      writeBinary(variant, bytes, 0, bytes.length);
      return bytes.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
