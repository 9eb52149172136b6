package dev.ticketchat.api.wire;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.chat.files.IncomingFile;
import dev.ticketchat.chat.files.TemporaryFile;
import dev.ticketchat.chat.files.Workspace;
import dev.ticketchat.engine.large.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/// Reads the `attachments` of a message into files. What is large is in a file already; the rest is
/// written to one. Blocks for the disk; safe from any thread.
public final class AttachmentFields {
  private final Workspace workspace;
  private final FileLimits limits;

  public AttachmentFields(Workspace workspace, FileLimits limits) {
    this.workspace = workspace;
    this.limits = limits;
  }

  /// The files, which the caller closes. When it throws, there are none.
  ///
  /// @throws Refused with what is wrong with which, counted from 1: `INVALID`, `TOO_LARGE`;
  ///   `UNAVAILABLE` when there is no room
  List<IncomingFile> read(Payload payload) {
    var attachments = attachments(payload);
    var files = new ArrayList<IncomingFile>(attachments.size());
    try {
      for (var attachment : attachments) {
        files.add(file(attachment, which(files.size())));
      }
      return files;
    } catch (RuntimeException e) {
      files.forEach(file -> file.content().close());
      throw e;
    }
  }

  /// All of them well-formed, as far as that is seen without reading their data.
  private List<JsonNode> attachments(Payload payload) {
    var value = payload.value("attachments");
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().isArray()) {
      throw invalid("Attachments must be an array");
    }
    var attachments = List.copyOf(value.get().values());
    for (var i = 0; i < attachments.size(); i++) {
      check(attachments.get(i), which(i));
    }
    limits.checkNumber(attachments.size());
    return attachments;
  }

  private static String which(int index) {
    return "Attachment " + (index + 1);
  }

  private static void check(JsonNode attachment, String which) {
    if (!attachment.isObject()) {
      throw invalid(which + " must be an object");
    }
    if (Payload.of(attachment).string("name").isEmpty()) {
      throw invalid(which + " must have a valid name");
    }
  }

  private IncomingFile file(JsonNode attachment, String which) {
    var fields = Payload.of(attachment);
    return new IncomingFile(
        fields.string("name").orElseThrow(),
        fields.string("type").orElse(""),
        content(attachment.path("data"), which));
  }

  private TemporaryFile content(JsonNode data, String which) {
    if (data instanceof POJONode large && large.getPojo() instanceof Blob blob) {
      return spooled(blob, which);
    }
    return written(bytes(data).orElseThrow(() -> notBase64(which)), which);
  }

  private TemporaryFile spooled(Blob blob, String which) {
    return switch (blob.outcome()) {
      case WHOLE -> new Spooled(blob);
      case TOO_LARGE -> throw limits.tooLarge(which);
      case NOT_BASE64 -> throw notBase64(which);
      case NO_ROOM, FAILED -> throw Refused.unavailable();
    };
  }

  private static Optional<byte[]> bytes(JsonNode data) {
    if (data.isBinary()) {
      return Optional.of(data.binaryValue());
    }
    try {
      return data.isString()
          ? Optional.of(Base64.getDecoder().decode(withoutPrefix(data.stringValue())))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The text behind `data:…;base64,`, which a page may have left in place.
  private static String withoutPrefix(String data) {
    var comma = data.indexOf(',');
    return comma >= 0 && data.startsWith("data:") && data.startsWith(";base64", comma - 7)
        ? data.substring(comma + 1)
        : data;
  }

  private TemporaryFile written(byte[] bytes, String which) {
    if (bytes.length == 0) {
      throw notBase64(which);
    }
    if (bytes.length > limits.maxFileSize()) {
      throw limits.tooLarge(which);
    }
    var file = workspace.create();
    try {
      Files.write(file.path(), bytes);
      return file;
    } catch (IOException _) {
      file.close();
      throw Refused.unavailable();
    }
  }

  private static Refused notBase64(String which) {
    return invalid(which + " must have valid base64 data");
  }

  private static Refused invalid(String message) {
    return new Refused(ErrorCode.INVALID, message);
  }

  /// What the network wrote to a file as it came.
  private record Spooled(Blob blob) implements TemporaryFile {
    @Override
    public Path path() {
      return blob.path();
    }

    @Override
    public long size() {
      return blob.size();
    }

    @Override
    public void close() {
      blob.close();
    }
  }
}
