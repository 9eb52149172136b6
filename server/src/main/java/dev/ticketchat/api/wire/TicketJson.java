package dev.ticketchat.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ticketchat.chat.desk.TicketSummary;
import dev.ticketchat.chat.tickets.Ticket;
import java.util.Optional;

/// A ticket, as the HTTP routes show it.
///
/// @param lastMessage `null` where there is none
public record TicketJson(
    String id,
    String title,
    String status,
    ClientJson client,
    String createdAt,
    Optional<MessageJson> lastMessage) {

  public static TicketJson of(TicketSummary summary, MessageFormat format) {
    var ticket = summary.ticket();
    return new TicketJson(
        ticket.id().value(),
        ticket.title(),
        ticket.status().wire(),
        new ClientJson(ticket.clientId().value(), summary.clientName()),
        Timestamps.format(ticket.createdAt()),
        summary.lastMessage().map(format::json));
  }

  /// A ticket of which nothing else was looked up.
  public static Brief brief(Ticket ticket) {
    return new Brief(
        ticket.id().value(),
        ticket.title(),
        ticket.status().wire(),
        new ClientJson(ticket.clientId().value(), Optional.empty()),
        Timestamps.format(ticket.createdAt()));
  }

  /// A ticket that was just saved, without its last message.
  public record Brief(
      String id, String title, String status, ClientJson client, String createdAt) {}

  /// Whose ticket it is.
  ///
  /// @param name the last seen one, if the user was ever here
  public record ClientJson(
      String id, @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> name) {}
}
