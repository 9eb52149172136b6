package dev.ticketchat.api.wire;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketStatus;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what a ticket shall be. Only types are checked here, and what is missing is empty: the
/// desk knows the rules.
public final class TicketFields {

  private TicketFields() {}

  /// The draft of a ticket whose id is known.
  public static TicketDraft draft(TicketId id, Payload payload) {
    var client = clientId(payload).orElse(new UserId(""));
    return new TicketDraft(id, client, title(payload), status(payload));
  }

  /// The draft of a ticket that names itself in `id`.
  public static TicketDraft draft(Payload payload) {
    return draft(new TicketId(payload.name("id").orElse("")), payload);
  }

  public static String title(Payload payload) {
    return payload
        .value("title")
        .map(value -> {
          if (!value.isString()) {
            throw new Refused(ErrorCode.INVALID, "Title must be a string");
          }
          return value.stringValue();
        })
        .orElse("");
  }

  public static Optional<UserId> clientId(Payload payload) {
    return payload
        .value("clientId")
        .map(value -> {
          if (!value.isString() && !value.isNumber()) {
            throw new Refused(ErrorCode.INVALID, "Client ID must be a string or a number");
          }
          return new UserId(Payload.nameOf(value).orElse(""));
        });
  }

  private static Optional<TicketStatus> status(Payload payload) {
    return payload
        .value("status")
        .map(value ->
            Arrays.stream(TicketStatus.values())
                .filter(status -> status.wire().equals(value.stringValue("")))
                .findFirst()
                .orElseThrow(() -> new Refused(ErrorCode.INVALID, statuses())));
  }

  private static String statuses() {
    return Arrays.stream(TicketStatus.values())
        .map(TicketStatus::wire)
        .collect(Collectors.joining(", ", "Status must be one of ", ""));
  }
}
