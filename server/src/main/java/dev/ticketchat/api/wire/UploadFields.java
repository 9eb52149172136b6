package dev.ticketchat.api.wire;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.NewUpload;
import dev.ticketchat.chat.files.UploadId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads what the events of uploads say. Only types are checked here.
public final class UploadFields {
  private static final int LONGEST_ID = 256;
  private static final long ANY_SIZE = 1L << 53;

  private UploadFields() {}

  /// A piece of a file.
  ///
  /// @param bytes at least one
  public record Chunk(UploadId id, long offset, ByteBuffer bytes) {}

  /// The file that an upload shall bring.
  ///
  /// @throws Refused `INVALID` for a field of a wrong type
  public static NewUpload file(Payload payload) {
    var ticket = payload.ticketId();
    var name = payload.string("name").orElseThrow(() -> invalid("File must have a valid name"));
    return new NewUpload(ticket, name, type(payload), size(payload));
  }

  /// The upload to go on with, if it is not a new one.
  ///
  /// @throws Refused `INVALID` if there is something else
  public static Optional<UploadId> earlier(Payload payload) {
    return payload.value("uploadId").map(_ -> id(payload));
  }

  /// The upload that it is about.
  ///
  /// @throws Refused `INVALID` with `Upload ID is required`
  public static UploadId id(Payload payload) {
    return payload.value("uploadId").flatMap(UploadFields::idOf).orElseThrow(UploadFields::noId);
  }

  /// The piece that an event brings: as its second argument, or as `data` in the first.
  ///
  /// @throws Refused `INVALID` for what is missing or of a wrong type
  public static Chunk chunk(List<JsonNode> args) {
    var payload = Payload.of(args);
    var id = id(payload);
    var words = "Chunk offset must be a whole number from 0";
    var offset = payload.whole("offset", 0, ANY_SIZE, words).orElseThrow(() -> invalid(words));
    var bytes =
        args.stream()
            .skip(1)
            .findFirst()
            .filter(node -> node.isBinary() || node.isPojo())
            .or(() -> payload.value("data"))
            .flatMap(UploadFields::bytesOf)
            .filter(some -> some.length > 0)
            .map(ByteBuffer::wrap)
            .orElseThrow(() -> invalid("Chunk must have binary or base64 data"));
    return new Chunk(id, offset, bytes);
  }

  /// The `uploadIds` of a message, in its order; empty where there are none.
  ///
  /// @throws Refused `INVALID` for something else
  public static List<UploadId> ids(Payload payload) {
    var given = payload.value("uploadIds");
    if (given.isEmpty()) {
      return List.of();
    }
    if (!given.get().isArray()) {
      throw invalid("Upload IDs must be an array");
    }
    var ids = new ArrayList<UploadId>();
    for (var each : given.get().values()) {
      var which = "Upload ID " + (ids.size() + 1);
      ids.add(idOf(each).orElseThrow(() -> invalid(which + " must be a string")));
    }
    return List.copyOf(ids);
  }

  private static Optional<UploadId> idOf(JsonNode value) {
    return Optional.of(value)
        .filter(JsonNode::isString)
        .flatMap(Payload::nameOf)
        .filter(text -> text.length() <= LONGEST_ID)
        .map(UploadId::new);
  }

  private static String type(Payload payload) {
    return payload
        .value("type")
        .map(value -> {
          if (!value.isString()) {
            throw invalid("File type must be a MIME type");
          }
          return value.stringValue();
        })
        .orElse("");
  }

  private static long size(Payload payload) {
    var words = "File size must be a whole number of at least 1";
    return payload.whole("size", 1, ANY_SIZE, words).orElseThrow(() -> invalid(words));
  }

  private static Optional<byte[]> bytesOf(JsonNode data) {
    if (data.isPojo()) {
      throw invalid("Chunk is larger than a chunk may be");
    }
    if (data.isBinary()) {
      return Optional.of(data.binaryValue());
    }
    try {
      return Optional.of(data)
          .filter(JsonNode::isString)
          .map(text -> Base64.getDecoder().decode(text.stringValue()));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static Refused noId() {
    return invalid("Upload ID is required");
  }

  private static Refused invalid(String words) {
    return new Refused(ErrorCode.INVALID, words);
  }
}
