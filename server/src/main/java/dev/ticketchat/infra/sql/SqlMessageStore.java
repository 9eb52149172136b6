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
/// a ticket's numbers, and nothing is counted or skipped. What the index of a ticket's messages
/// does not have yet ([LogViews]) is read from the end of the log. Files take one query more where
/// there are any.
final class SqlMessageStore implements MessageStore {
  private static final long NO_TICKET = -1;

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
  public Page page(TicketId id, PageRequest request, long upTo) {
    return readers.read(connection -> {
      var ticket = numberOf(connection, id);
      var last = lastSeq(connection, ticket, upTo);
      var span = span(connection, ticket, request, last);
      var messages = messages(connection, id, ticket, span);
      var olderThanFirst =
          messages.stream().findFirst().filter(first -> first.seq() > 1).map(Message::id);
      return new Page(messages, last, span.hasMore(), olderThanFirst);
    });
  }

  @Override
  public List<Message> between(List<TicketId> tickets, long after, long upTo, int limit) {
    return readers.read(connection -> {
      var found = new ArrayList<Message>();
      for (var id : tickets) {
        var ticket = numberOf(connection, id);
        var last = lastSeq(connection, ticket, upTo);
        var span = Span.beginningAfter(lastSeq(connection, ticket, after), limit, last);
        found.addAll(messages(connection, id, ticket, span));
      }
      found.sort(Comparator.comparingLong(Message::position));
      return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    });
  }

  @Override
  public long lastPosition() {
    return readers.read(connection -> {
      try (var query = connection.prepareStatement(LogPosition.LAST)) {
        return LogPosition.last(query);
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

  private static Span span(Connection connection, long ticket, PageRequest request, long last)
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

  private static final String NUMBER =
      """
      SELECT number FROM tickets WHERE id = ?
      """;

  /// The number of the ticket's row; one that no ticket has where there is none.
  private static long numberOf(Connection connection, TicketId id) throws SQLException {
    try (var query = connection.prepareStatement(NUMBER)) {
      query.setString(1, id.value());
      try (var row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : NO_TICKET;
      }
    }
  }

  /// Goes back from the ticket's end: positions asked for are recent.
  private static final String LAST_SEQ =
      """
      SELECT coalesce(max(seq), 0) FROM (
        SELECT seq FROM (
          SELECT i.seq FROM ticket_messages i WHERE i.ticket = ? AND i.position <= ?
          ORDER BY i.seq DESC LIMIT 1
        ) AS indexed
        UNION ALL
        SELECT max(m.seq) FROM messages m WHERE m.ticket = ? AND m.position <= ? AND %s
      ) AS ends
      """
          .formatted(LogViews.BEHIND);

  /// The seq of the ticket's last message up to a position; 0 where there is none.
  private static long lastSeq(Connection connection, long ticket, long upTo) throws SQLException {
    try (var query = connection.prepareStatement(LAST_SEQ)) {
      query.setLong(1, ticket);
      query.setLong(2, upTo);
      query.setLong(3, ticket);
      query.setLong(4, upTo);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static long seqOf(Connection connection, long ticket, MessageId id) throws SQLException {
    var position = LogPosition.of(id);
    var seq =
        position.isEmpty() ? Optional.<Long>empty() : seqAt(connection, ticket, position.get());
    return seq.orElseThrow(() -> new Refused(ErrorCode.INVALID, "No such message in this ticket"));
  }

  private static final String SEQ_AT =
      """
      SELECT seq FROM messages WHERE position = ? AND created_at = ? AND ticket = ?
      """;

  private static Optional<Long> seqAt(Connection connection, long ticket, LogPosition at)
      throws SQLException {
    try (var query = connection.prepareStatement(SEQ_AT)) {
      query.setLong(1, at.position());
      query.setLong(2, at.createdAt());
      query.setLong(3, ticket);
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  private static final String MESSAGES =
      """
      SELECT %1$s
      FROM ticket_messages i JOIN messages m ON m.position = i.position
        JOIN users u ON u.number = m.sender
      WHERE i.ticket = ? AND i.seq BETWEEN ? AND ?
      UNION ALL
      SELECT %1$s
      FROM messages m JOIN users u ON u.number = m.sender
      WHERE m.ticket = ? AND m.seq BETWEEN ? AND ? AND %2$s
      ORDER BY m_seq
      """
          .formatted(MessageRow.COLUMNS, LogViews.BEHIND);

  private static List<Message> messages(Connection connection, TicketId id, long ticket, Span span)
      throws SQLException {
    try (var query = connection.prepareStatement(MESSAGES)) {
      query.setLong(1, ticket);
      query.setLong(2, span.from());
      query.setLong(3, span.to());
      query.setLong(4, ticket);
      query.setLong(5, span.from());
      query.setLong(6, span.to());
      return MessageRow.complete(connection, MessageRow.all(query, id));
    }
  }
}
