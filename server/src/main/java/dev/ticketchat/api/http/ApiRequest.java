package dev.ticketchat.api.http;

import dev.ticketchat.api.wire.Payload;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.large.Lifted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A request to the API, with what the chat wants to know of it.
final class ApiRequest {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}");
  private static final String BEARER = "bearer ";
  private static final int TICKET_SEGMENT = 3;

  private final Request request;
  private final Lifted lifted;
  private final JsonMapper json;

  /// @param lifted the body's long strings
  ApiRequest(Request request, Lifted lifted, JsonMapper json) {
    this.request = request;
    this.lifted = lifted;
    this.json = json;
  }

  /// The token of the `Authorization` header. With several headers nobody knows whom they mean.
  Optional<String> token() {
    var headers = request.headers().getOrDefault("authorization", List.of());
    return Optional.of(headers)
        .filter(all -> all.size() == 1)
        .map(List::getFirst)
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()).strip());
  }

  /// The ticket in `/api/tickets/{id}` and below.
  TicketId ticketId() {
    return new TicketId(request.path().split("/", -1)[TICKET_SEGMENT]);
  }

  /// The user in the path of a [UserMount].
  UserId userId() {
    return UserMount.userIn(request.path()).orElseThrow();
  }

  /// The query's parameters, the first of each name; those that look like whole numbers are such.
  Payload query() {
    var fields = json.createObjectNode();
    request
        .query()
        .forEach((name, values) -> {
          var value = values.getFirst();
          if (NUMBER.matcher(value).matches()) {
            fields.put(name, Long.parseLong(value));
          } else {
            fields.put(name, value);
          }
        });
    return Payload.of(fields);
  }

  /// @throws Refused `INVALID` if the body is no JSON object
  /// @throws UnsupportedMediaTypeException if it does not say that it is JSON
  Payload object() {
    var body = body();
    if (!body.isObject()) {
      throw new Refused(ErrorCode.INVALID, "The body must be a JSON object");
    }
    return Payload.of(body);
  }

  /// As [#object], for an array.
  JsonNode array() {
    var body = body();
    if (!body.isArray()) {
      throw new Refused(ErrorCode.INVALID, "The body must be a JSON array");
    }
    return body;
  }

  private JsonNode body() {
    if (!isJson()) {
      throw new UnsupportedMediaTypeException();
    }
    try {
      return lifted.fillIn(json.readTree(request.body()));
    } catch (JacksonException malformed) {
      throw new Refused(ErrorCode.INVALID, "The body is not valid JSON");
    }
  }

  private boolean isJson() {
    var type = request.header("content-type").orElse("").split(";", 2)[0];
    return type.strip().equalsIgnoreCase("application/json");
  }

  /// The body is of a type that the API does not read.
  static final class UnsupportedMediaTypeException extends RuntimeException {
    UnsupportedMediaTypeException() {
      super("The body must be application/json", null, false, false);
    }
  }
}
