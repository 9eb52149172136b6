package dev.ticketchat.api.socket;

import java.util.Optional;

/// What a client may send, and the event that tells it of a failure.
enum ClientEvent {
  AUTHENTICATE("authenticate", "authentication_error"),
  JOIN_TICKET("join_ticket", "join_ticket_error"),
  LEAVE_TICKET("leave_ticket", "leave_ticket_error"),
  GET_MESSAGES("get_messages", "messages_error"),
  SEND_MESSAGE("send_message", "send_message_error"),
  GET_ONLINE_USERS("get_online_users", "online_users_error"),
  UPLOAD_START("upload_start", "upload_error"),
  UPLOAD_CHUNK("upload_chunk", "upload_error"),
  UPLOAD_FINISH("upload_finish", "upload_error"),
  UPLOAD_CANCEL("upload_cancel", "upload_error"),
  TYPING_START("typing_start"),
  TYPING_STOP("typing_stop"),
  PING("ping");

  private final String wire;
  private final Optional<String> errorEvent;

  ClientEvent(String wire) {
    this.wire = wire;
    this.errorEvent = Optional.empty();
  }

  ClientEvent(String wire, String errorEvent) {
    this.wire = wire;
    this.errorEvent = Optional.of(errorEvent);
  }

  String wire() {
    return wire;
  }

  /// None for hints such as typing, which fail silently; an acknowledgement still says so.
  Optional<String> errorEvent() {
    return errorEvent;
  }
}
