package dev.ticketchat.infra.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketSaved;
import dev.ticketchat.chat.tickets.TicketStatus;
import dev.ticketchat.chat.tickets.TicketStore;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tickets in a relational database. Those asked for lately are kept in memory: every message asks
/// for its ticket. What is kept is never older than the last save that has returned.
final class SqlTicketStore implements TicketStore {
  private static final int MOST_KEPT = 20_000;

  private final Committer committer;
  private final Readers readers;

  /// Loading and dropping one ticket exclude each other, so that nothing that was read before a
  /// save is kept after it.
  private final Cache<TicketId, Optional<Ticket>> kept =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

  SqlTicketStore(Committer committer, Readers readers) {
    this.committer = committer;
    this.readers = readers;
  }

  private static final String FIND =
      "SELECT " + TicketRow.COLUMNS + "FROM tickets t WHERE t.id = ?";

  @Override
  public Optional<Ticket> find(TicketId id) {
    return kept.get(id, this::read);
  }

  private Optional<Ticket> read(TicketId id) {
    return readers.read(connection -> {
      try (var query = connection.prepareStatement(FIND)) {
        return find(query, id);
      }
    });
  }

  @Override
  public List<TicketSaved> save(List<TicketDraft> drafts, Instant now) {
    return committer.commit(
        statements -> save(statements, drafts, now),
        saved -> saved.forEach(ticket -> kept.invalidate(ticket.now().id())));
  }

  private static List<TicketSaved> save(
      Statements statements, List<TicketDraft> drafts, Instant now) throws SQLException {
    var saved = new ArrayList<TicketSaved>(drafts.size());
    for (var draft : drafts) {
      saved.add(save(statements, draft, now));
    }
    return List.copyOf(saved);
  }

  private static TicketSaved save(Statements statements, TicketDraft draft, Instant now)
      throws SQLException {
    var before = find(statements.prepare(FIND), draft.id());
    var ticket =
        new Ticket(
            draft.id(),
            draft.clientId(),
            draft.title(),
            draft.status().or(() -> before.map(Ticket::status)).orElse(TicketStatus.OPEN),
            before.map(Ticket::createdAt).orElse(now.truncatedTo(ChronoUnit.MILLIS)));
    if (before.isEmpty() || !before.get().equals(ticket)) {
      upsert(statements, ticket);
    }
    return new TicketSaved(before, ticket);
  }

  private static final String UPSERT =
      """
      INSERT INTO tickets (id, client_id, title, status, created_at, active_at, last_seq)
      VALUES (?, ?, ?, ?, ?, ?, 0)
      ON CONFLICT (id) DO UPDATE
      SET client_id = excluded.client_id, title = excluded.title, status = excluded.status
      """;

  private static void upsert(Statements statements, Ticket ticket) throws SQLException {
    var upsert = statements.prepare(UPSERT);
    upsert.setString(1, ticket.id().value());
    upsert.setString(2, ticket.clientId().value());
    upsert.setString(3, ticket.title());
    upsert.setString(4, ticket.status().wire());
    upsert.setLong(5, ticket.createdAt().toEpochMilli());
    upsert.setLong(6, ticket.createdAt().toEpochMilli());
    upsert.executeUpdate();
  }

  private static Optional<Ticket> find(PreparedStatement query, TicketId id) throws SQLException {
    query.setString(1, id.value());
    try (var row = query.executeQuery()) {
      return row.next() ? Optional.of(TicketRow.read(row)) : Optional.empty();
    }
  }
}
