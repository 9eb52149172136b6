package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.messages.Appended;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageId;
import dev.ticketchat.chat.messages.MessageStore;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.Page;
import dev.ticketchat.chat.messages.PageRequest;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.infra.metrics.Metrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The log of messages in a relational database. As numbers have no gaps, every page is a range of
/// the index on ticket and number, and nothing is counted or skipped. Its files take one query more
/// where there are any.
final class SqlMessageStore implements MessageStore {
  private final Committer committer;
  private final Readers readers;
  private final InstantSource clock;
  private final Metrics metrics;

  SqlMessageStore(Committer committer, Readers readers, InstantSource clock, Metrics metrics) {
    this.committer = committer;
    this.readers = readers;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public Appended append(NewMessage message, Consumer<Message> onStored) {
    return committer.commit(
        statements -> Append.run(statements, message, clock.millis()),
        appended -> {
          if (appended instanceof Appended.Stored(var stored)) {
            metrics.messageStored();
            onStored.accept(stored);
          }
        });
  }

  @Override
  public Optional<Appended> earlier(NewMessage message) {
    return committer.commit(statements -> Append.earlier(statements, message, clock.millis()));
  }

  @Override
  public Page page(TicketId ticket, PageRequest request, long upTo) {
    return readers.read(connection -> {
      var last = lastSeq(connection, ticket, upTo);
      var span = span(connection, ticket, request, last);
      var messages = messages(connection, ticket, span.from(), span.to());
      var olderThanFirst =
          messages.stream().findFirst().filter(first -> first.seq() > 1).map(Message::id);
      return new Page(messages, last, span.hasMore(), olderThanFirst);
    });
  }

  @Override
  public List<Message> between(List<TicketId> tickets, long after, long upTo, int limit) {
    return readers.read(connection -> {
      var found = new ArrayList<Message>();
      for (var ticket : tickets) {
        var from = lastSeq(connection, ticket, after) + 1;
        var to = Math.min(lastSeq(connection, ticket, upTo), from + limit - 1);
        if (from <= to) {
          found.addAll(messages(connection, ticket, from, to));
        }
      }
      found.sort(Comparator.comparingLong(Message::position));
      return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    });
  }

  private static final String LAST_POSITION =
      """
      SELECT coalesce(max(position), 0) FROM messages
      """;

  @Override
  public long lastPosition() {
    return readers.read(connection -> {
      try (var query = connection.prepareStatement(LAST_POSITION);
          var row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  /// The numbers of a page, both included; `from > to` is an empty one.
  private record Span(long from, long to, boolean hasMore) {
    static Span endingAt(long to, int limit) {
      var from = Math.max(1, to - limit + 1);
      return new Span(from, to, from > 1);
    }

    static Span beginningAfter(long seq, int limit, long last) {
      var to = Math.min(last, seq + limit);
      return new Span(seq + 1, to, to < last);
    }
  }

  private Span span(Connection connection, TicketId ticket, PageRequest request, long last)
      throws SQLException {
    return switch (request) {
      case PageRequest.Latest(var limit) -> Span.endingAt(last, limit);
      case PageRequest.Before(var id, var limit) ->
          Span.endingAt(Math.min(seqOf(connection, ticket, id) - 1, last), limit);
      case PageRequest.After(var id, var limit) ->
          Span.beginningAfter(seqOf(connection, ticket, id), limit, last);
      case PageRequest.Offset(var offset, var limit) ->
          Span.beginningAfter(Math.min(offset, last), limit, last);
    };
  }

  /// Goes back from the ticket's end: positions asked for are recent, and the sign keeps a planner
  /// from walking the log of all tickets.
  private static final String LAST_SEQ =
      """
      SELECT m.seq FROM messages m
      WHERE m.ticket = (SELECT number FROM tickets WHERE id = ?) AND +m.position <= ?
      ORDER BY m.seq DESC LIMIT 1
      """;

  /// The seq of the ticket's last message up to a position; 0 where there is none.
  private static long lastSeq(Connection connection, TicketId ticket, long upTo)
      throws SQLException {
    try (var query = connection.prepareStatement(LAST_SEQ)) {
      query.setString(1, ticket.value());
      query.setLong(2, upTo);
      try (var row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private static long seqOf(Connection connection, TicketId ticket, MessageId id)
      throws SQLException {
    var position = LogPosition.of(id);
    var seq =
        position.isEmpty() ? Optional.<Long>empty() : seqAt(connection, ticket, position.get());
    return seq.orElseThrow(() -> new Refused(ErrorCode.INVALID, "No such message in this ticket"));
  }

  private static final String SEQ_AT =
      """
      SELECT m.seq
      FROM messages m JOIN tickets t ON t.number = m.ticket
      WHERE m.position = ? AND m.created_at = ? AND t.id = ?
      """;

  private static Optional<Long> seqAt(Connection connection, TicketId ticket, LogPosition at)
      throws SQLException {
    try (var query = connection.prepareStatement(SEQ_AT)) {
      query.setLong(1, at.position());
      query.setLong(2, at.createdAt());
      query.setString(3, ticket.value());
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  private static final String MESSAGES =
      "SELECT "
          + MessageRow.COLUMNS
          + """
          FROM messages m JOIN users u ON u.number = m.sender
          WHERE m.ticket = (SELECT number FROM tickets WHERE id = ?) AND m.seq BETWEEN ? AND ?
          ORDER BY m.seq
          """;

  private static List<Message> messages(Connection connection, TicketId ticket, long from, long to)
      throws SQLException {
    try (var query = connection.prepareStatement(MESSAGES)) {
      query.setString(1, ticket.value());
      query.setLong(2, from);
      query.setLong(3, to);
      return MessageRow.complete(connection, MessageRow.all(query, ticket));
    }
  }
}
