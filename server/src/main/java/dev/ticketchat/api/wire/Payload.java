package dev.ticketchat.api.wire;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.tickets.TicketId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What came with an event or a request: an object whose fields may be missing or of any type.
/// Anything that is no object reads as an empty one, so that what is missing is said in the words
/// of the field. `null` counts as missing.
public final class Payload {
  private static final double EXACT_INTEGERS = 0x1p53;

  private final JsonNode fields;

  private Payload(JsonNode fields) {
    this.fields = fields;
  }

  public static Payload of(JsonNode node) {
    return new Payload(node.isObject() ? node : JsonNodeFactory.instance.objectNode());
  }

  /// The payload of an event: its first argument. Further ones are ignored.
  public static Payload of(List<JsonNode> args) {
    return of(args.isEmpty() ? JsonNodeFactory.instance.missingNode() : args.getFirst());
  }

  /// The `ticketId`, a string or a number.
  ///
  /// @throws Refused `INVALID` with `Ticket ID is required`
  public TicketId ticketId() {
    return name("ticketId")
        .map(TicketId::new)
        .orElseThrow(() -> new Refused(ErrorCode.INVALID, "Ticket ID is required"));
  }

  /// The `token`, if there is one. One that is too large to be one reads as a bad one.
  public Optional<String> token() {
    return value("token").filter(JsonNode::isPojo).map(_ -> "too large").or(() -> string("token"));
  }

  /// A string that is not blank; nothing if it is missing or of another type.
  public Optional<String> string(String field) {
    return fields.optional(field).filter(JsonNode::isString).flatMap(Payload::nameOf);
  }

  /// A name: a string that is not blank, or a number in the digits that JavaScript prints; nothing
  /// if it is missing or of another type.
  public Optional<String> name(String field) {
    return value(field).flatMap(Payload::nameOf);
  }

  /// Whatever is there.
  Optional<JsonNode> value(String field) {
    return fields.optional(field).filter(value -> !value.isNull());
  }

  /// A whole number; nothing if it is missing.
  ///
  /// @throws Refused `INVALID` with these words, if something else is there
  Optional<Long> whole(String field, long min, long max, String words) {
    return value(field)
        .map(value -> {
          if (!value.isNumber() || !isWhole(value)) {
            throw new Refused(ErrorCode.INVALID, words);
          }
          var number = value.doubleValue();
          if (number < min || number > max) {
            throw new Refused(ErrorCode.INVALID, words);
          }
          return (long) number;
        });
  }

  static Optional<String> nameOf(JsonNode value) {
    if (value.isString()) {
      return Optional.of(value.stringValue()).filter(text -> !text.isBlank() && isWellFormed(text));
    }
    return value.isNumber() ? Optional.of(digits(value)) : Optional.empty();
  }

  private static String digits(JsonNode number) {
    if (number.isIntegralNumber()) {
      return number.bigIntegerValue().toString();
    }
    var value = number.doubleValue();
    return isWhole(number) ? new BigDecimal(value).toBigInteger().toString() : "" + value;
  }

  /// Whole, and small enough that a double tells it from its neighbours.
  private static boolean isWhole(JsonNode number) {
    var value = number.doubleValue();
    return Math.abs(value) <= EXACT_INTEGERS && value == Math.rint(value);
  }

  /// Whether the text can be written as UTF-8: it has no surrogate on its own.
  private static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
