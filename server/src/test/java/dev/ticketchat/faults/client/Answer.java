package dev.ticketchat.faults.client;

import tools.jackson.databind.JsonNode;

/// What a request's acknowledgement said.
public record Answer(boolean ok, JsonNode body) {

  static Answer of(JsonNode acknowledgement) {
    return new Answer(acknowledgement.path("ok").booleanValue(false), acknowledgement);
  }

  /// Of a refusal; else empty.
  public String code() {
    return body.path("error").path("code").asString("");
  }
}
