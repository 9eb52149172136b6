package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.socketio.Packet.Payload;
import dev.ticketchat.engine.socketio.PacketAssembler.Extras;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads what packets carry, strictly: one JSON value of the shape that the packet's type asks for,
/// nothing after it, no deeper than the bound. Runs on virtual threads; safe to share.
final class PayloadReader {
  /// A socket keeps what its client gave, as long as it lives, and as JSON that takes many times
  /// the memory.
  private static final int LONGEST_AUTH = 16 * 1024;

  private final JsonMapper json;
  private final JsonFactory bounded;

  PayloadReader(JsonMapper json, int maxNesting) {
    this.json = json;
    this.bounded =
        json.tokenStreamFactory()
            .rebuild()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxNesting)
                    // The transport bounds a message; within it a string or a key may be any
                    // length.
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
  }

  /// What a client gives as it connects: an object, empty where there is none.
  JsonNode auth(Payload payload) throws MalformedPacketException {
    if (payload.isEmpty()) {
      return json.createObjectNode();
    }
    if (payload.length() > LONGEST_AUTH) {
      throw new MalformedPacketException("a connect whose payload is too long");
    }
    var auth = read(payload);
    if (!auth.isObject()) {
      throw new MalformedPacketException("a connect whose payload is no object");
    }
    return auth;
  }

  /// An event's name and arguments, each placeholder replaced by its attachment, and each mark by
  /// what was lifted from there.
  Received event(Payload payload, Extras extras) throws MalformedPacketException {
    var elements = array(payload, extras);
    if (elements.isEmpty()) {
      throw new MalformedPacketException("an event without a name");
    }
    var name = elements.getFirst();
    if (!name.isString() && !name.isNumber()) {
      throw new MalformedPacketException("an event whose name is no string and no number");
    }
    if (EventNames.isReserved(name.asString())) {
      throw new MalformedPacketException("an event with a reserved name");
    }
    return new Received(name.asString(), elements.subList(1, elements.size()));
  }

  /// The arguments of an ack.
  List<JsonNode> ack(Payload payload, Extras extras) throws MalformedPacketException {
    return array(payload, extras);
  }

  private List<JsonNode> array(Payload payload, Extras extras) throws MalformedPacketException {
    if (!(read(payload) instanceof ArrayNode elements)) {
      throw new MalformedPacketException("a payload that is no array");
    }
    if (!extras.isEmpty()) {
      fillIn(elements, extras);
    }
    return List.copyOf(elements.values());
  }

  private JsonNode read(Payload payload) throws MalformedPacketException {
    try (var parser =
        bounded.createParser(
            ObjectReadContext.empty(), payload.text(), payload.from(), payload.length())) {
      JsonNode node = json.readTree(parser);
      if (node == null || node.isMissingNode() || parser.nextToken() != null) {
        throw new MalformedPacketException("not one JSON value");
      }
      return node;
    } catch (JacksonException e) {
      throw new MalformedPacketException("no JSON that may come: " + e.getClass().getSimpleName());
    }
  }

  private void fillIn(JsonNode node, Extras extras) throws MalformedPacketException {
    switch (node) {
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, filled(array.get(i), extras));
        }
      }
      case ObjectNode object -> {
        for (var name : new ArrayList<>(object.propertyNames())) {
          object.set(name, filled(object.get(name), extras));
        }
      }
      default -> {}
    }
  }

  private JsonNode filled(JsonNode node, Extras extras) throws MalformedPacketException {
    if (node.isString()) {
      return extras.lifted().inPlaceOf(node);
    }
    if (!extras.attachments().isEmpty() && isPlaceholder(node)) {
      return extras.attachments().get(index(node.path("num"), extras.attachments()));
    }
    fillIn(node, extras);
    return node;
  }

  private static boolean isPlaceholder(JsonNode node) {
    return node.path("_placeholder").isBoolean() && node.path("_placeholder").booleanValue();
  }

  private static int index(JsonNode number, List<JsonNode> attachments)
      throws MalformedPacketException {
    if (!number.isIntegralNumber()
        || !number.canConvertToInt()
        || number.intValue() < 0
        || number.intValue() >= attachments.size()) {
      throw new MalformedPacketException("a placeholder without its attachment");
    }
    return number.intValue();
  }

  /// What an event says.
  ///
  /// @param arguments unmodifiable
  record Received(String event, List<JsonNode> arguments) {}
}
