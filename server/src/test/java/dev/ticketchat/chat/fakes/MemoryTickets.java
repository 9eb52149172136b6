package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.desk.TicketDirectory;
import dev.ticketchat.chat.desk.TicketSummary;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketSaved;
import dev.ticketchat.chat.tickets.TicketStatus;
import dev.ticketchat.chat.tickets.TicketStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Tickets in memory, listed in the order of their creation.
public final class MemoryTickets implements TicketStore, TicketDirectory {
  private final Map<TicketId, Ticket> tickets = new LinkedHashMap<>();

  /// Adds an open ticket.
  public TicketId add(String id, UserId client) {
    var ticket = new TicketId(id);
    save(new TicketDraft(ticket, client, "About " + id, Optional.empty()), Instant.EPOCH);
    return ticket;
  }

  /// Gives a ticket to another client, and tells nobody.
  public synchronized void moveTo(TicketId id, UserId client) {
    tickets.computeIfPresent(
        id, (_, now) -> new Ticket(id, client, now.title(), now.status(), now.createdAt()));
  }

  @Override
  public synchronized Optional<Ticket> find(TicketId id) {
    return Optional.ofNullable(tickets.get(id));
  }

  @Override
  public synchronized List<TicketSaved> save(List<TicketDraft> drafts, Instant now) {
    return drafts.stream().map(draft -> save(draft, now)).toList();
  }

  @Override
  public Optional<TicketSummary> summary(TicketId id) {
    return find(id).map(MemoryTickets::summary);
  }

  @Override
  public synchronized List<TicketSummary> list(Optional<UserId> client, int limit, long offset) {
    return of(client).skip(offset).limit(limit).map(MemoryTickets::summary).toList();
  }

  @Override
  public synchronized long count(Optional<UserId> client) {
    return of(client).count();
  }

  private synchronized TicketSaved save(TicketDraft draft, Instant now) {
    var before = find(draft.id());
    var ticket =
        new Ticket(
            draft.id(),
            draft.clientId(),
            draft.title(),
            draft.status().or(() -> before.map(Ticket::status)).orElse(TicketStatus.OPEN),
            before.map(Ticket::createdAt).orElse(now));
    tickets.put(draft.id(), ticket);
    return new TicketSaved(before, ticket);
  }

  private Stream<Ticket> of(Optional<UserId> client) {
    return tickets.values().stream()
        .filter(ticket -> client.isEmpty() || client.get().equals(ticket.clientId()));
  }

  private static TicketSummary summary(Ticket ticket) {
    return new TicketSummary(
        ticket, Optional.of("Name of " + ticket.clientId().value()), Optional.empty());
  }
}
