package dev.ticketchat.api.http;

import dev.ticketchat.api.wire.MessageFormat;
import dev.ticketchat.api.wire.PageFields;
import dev.ticketchat.api.wire.Payload;
import dev.ticketchat.api.wire.TicketFields;
import dev.ticketchat.api.wire.TicketJson;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.desk.TicketDesk;
import dev.ticketchat.chat.desk.TicketSummary;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketSaved;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Tickets: mirroring, opening, listing.
final class TicketEndpoints {
  private final TicketDesk desk;
  private final MessageFormat format;

  TicketEndpoints(TicketDesk desk, MessageFormat format) {
    this.desk = desk;
    this.format = format;
  }

  /// Answers 201 if the ticket is new, else 200.
  Answer mirrorOne(Principal caller, ApiRequest request) {
    var draft = TicketFields.draft(request.ticketId(), request.object());
    var saved = desk.mirror(caller, List.of(draft)).getFirst();
    var ticket = TicketJson.brief(saved.now());
    return saved.before().isPresent() ? Answer.ok(ticket) : Answer.created(ticket);
  }

  Answer mirrorMany(Principal caller, ApiRequest request) {
    var saved = desk.mirror(caller, drafts(request.array()));
    return Answer.ok(
        new Saved(saved.stream().map(TicketSaved::now).map(TicketJson::brief).toList()));
  }

  Answer openNew(Principal caller, ApiRequest request) {
    var payload = request.object();
    var ticket = desk.openNew(caller, TicketFields.title(payload), TicketFields.clientId(payload));
    return Answer.created(TicketJson.brief(ticket));
  }

  Answer list(Principal caller, ApiRequest request) {
    var limit = PageFields.limit(request.query());
    var offset = PageFields.offset(request.query());
    var listing = desk.list(caller, limit, offset);
    var tickets = listing.tickets().stream().map(this::json).toList();
    return Answer.ok(
        new Listed(tickets, listing.total(), offset + tickets.size() < listing.total()));
  }

  Answer show(Principal caller, ApiRequest request) {
    return Answer.ok(json(desk.summary(caller, request.ticketId())));
  }

  private TicketJson json(TicketSummary summary) {
    return TicketJson.of(summary, format);
  }

  private static List<TicketDraft> drafts(JsonNode items) {
    var drafts = new ArrayList<TicketDraft>(items.size());
    for (var item : items.values()) {
      try {
        drafts.add(TicketFields.draft(Payload.of(item)));
      } catch (Refused refused) {
        var which = items.size() == 1 ? "" : "Ticket " + (drafts.size() + 1) + ": ";
        throw new Refused(refused.code(), which + refused.getMessage());
      }
    }
    return drafts;
  }

  private record Listed(List<TicketJson> tickets, long total, boolean hasMore) {}

  private record Saved(List<TicketJson.Brief> tickets) {}
}
