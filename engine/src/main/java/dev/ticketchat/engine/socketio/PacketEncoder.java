package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.engineio.Encoded;
import dev.ticketchat.engine.engineio.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes packets. An argument is anything that Jackson writes; bytes anywhere inside one become
/// attachments. Pure but for what an application's own serializers do; safe to share.
///
/// What cannot be written throws Jackson's exception to the caller, before anything is sent.
final class PacketEncoder {
  private static final int TYPICAL_PACKET = 512;

  private final ObjectWriter writer;

  PacketEncoder(JsonMapper json) {
    this.writer = json.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
  }

  Encoded connect(String namespace, String socketId) {
    return textOnly('0', namespace, Map.of("sid", socketId));
  }

  Encoded connect(String namespace, String socketId, String pid) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("sid", socketId);
    payload.put("pid", pid);
    return textOnly('0', namespace, payload);
  }

  Encoded connectError(String namespace, String message, @Nullable Object data) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("message", message);
    if (data != null) {
      payload.put("data", data);
    }
    return textOnly('4', namespace, payload);
  }

  Encoded disconnect(String namespace) {
    return Encoded.of(new Message.Text(head("1", namespace, OptionalLong.empty())));
  }

  Encoded event(String namespace, OptionalLong ackId, String event, @Nullable Object[] args) {
    EventNames.requireFree(event);
    var withName = new @Nullable Object[args.length + 1];
    withName[0] = event;
    System.arraycopy(args, 0, withName, 1, args.length);
    return array('2', '5', namespace, ackId, withName);
  }

  Encoded ack(String namespace, long id, @Nullable Object[] args) {
    return array('3', '6', namespace, OptionalLong.of(id), args);
  }

  private Encoded textOnly(char type, String namespace, Object payload) {
    var text = new ByteArrayOutputStream(TYPICAL_PACKET);
    text.writeBytes(head(String.valueOf(type), namespace, OptionalLong.empty()));
    try (var out = writer.createGenerator(text)) {
      writer.writeValue(out, payload);
    }
    return Encoded.of(new Message.Text(text.toByteArray()));
  }

  private Encoded array(
      char type, char binaryType, String namespace, OptionalLong id, @Nullable Object[] elements) {
    var head = head(String.valueOf(type), namespace, id);
    var text = new ByteArrayOutputStream(TYPICAL_PACKET);
    text.writeBytes(head);
    var attachments = new ArrayList<byte[]>(0);
    try (var out = new AttachmentGenerator(writer.createGenerator(text), attachments)) {
      out.writeStartArray();
      for (var element : elements) {
        if (element instanceof String string) {
          out.writeString(string);
        } else {
          writer.writeValue(out, element);
        }
      }
      out.writeEndArray();
    }
    if (attachments.isEmpty()) {
      return Encoded.of(new Message.Text(text.toByteArray()));
    }
    var binaryHead = head(binaryType + "" + attachments.size() + "-", namespace, id);
    return binary(binaryHead, text.toByteArray(), head.length, attachments);
  }

  private static Encoded binary(byte[] head, byte[] text, int from, List<byte[]> attachments) {
    var messages = new ArrayList<Message>(attachments.size() + 1);
    var whole = new byte[head.length + text.length - from];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(text, from, whole, head.length, text.length - from);
    messages.add(new Message.Text(whole));
    attachments.forEach(bytes -> messages.add(new Message.Binary(bytes)));
    return Encoded.of(messages);
  }

  private static byte[] head(String start, String namespace, OptionalLong id) {
    var head = new StringBuilder(start);
    if (!namespace.equals(Namespace.MAIN)) {
      head.append(namespace).append(',');
    }
    id.ifPresent(head::append);
    return head.toString().getBytes(StandardCharsets.UTF_8);
  }
}
