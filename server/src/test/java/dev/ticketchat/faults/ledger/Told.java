package dev.ticketchat.faults.ledger;

import tools.jackson.databind.JsonNode;

/// A message as the server told of it.
///
/// @param text unique in a run
public record Told(String ticket, long seq, String id, String text) {

  /// A message of an event, an acknowledgement or HTTP's history.
  public static Told of(JsonNode message) {
    return new Told(
        message.path("ticketId").asString(),
        message.path("seq").asLong(),
        message.path("_id").asString(),
        message.path("message").asString());
  }
}
