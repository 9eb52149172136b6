package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.desk.TicketDirectory;
import dev.ticketchat.chat.desk.TicketSummary;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists of tickets, read along the indexes on their latest activity.
final class SqlTicketDirectory implements TicketDirectory {
  private final Committer committer;
  private final Readers readers;

  SqlTicketDirectory(Committer committer, Readers readers) {
    this.committer = committer;
    this.readers = readers;
  }

  private static final String SUMMARIES =
      "SELECT "
          + TicketRow.COLUMNS
          + ", c.name AS c_name, "
          + MessageRow.COLUMNS
          + """
          FROM tickets t
          LEFT JOIN users c ON c.id = t.client_id
          LEFT JOIN ticket_messages i ON i.ticket = t.number AND i.seq = t.last_seq
          LEFT JOIN messages m ON m.position = i.position
          LEFT JOIN users u ON u.number = m.sender
          """;

  private static final String SUMMARY = SUMMARIES + "WHERE t.id = ?";

  @Override
  public Optional<TicketSummary> summary(TicketId id) {
    return summaries(SUMMARY, query -> query.setString(1, id.value())).stream().findFirst();
  }

  private static final String LATEST_FIRST =
      "ORDER BY t.active_at DESC, t.number DESC LIMIT ? OFFSET ?";
  private static final String ALL = SUMMARIES + LATEST_FIRST;
  private static final String OF_CLIENT = SUMMARIES + "WHERE t.client_id = ?\n" + LATEST_FIRST;

  @Override
  public List<TicketSummary> list(Optional<UserId> client, int limit, long offset) {
    return summaries(
        client.isPresent() ? OF_CLIENT : ALL,
        query -> {
          var at = 1;
          if (client.isPresent()) {
            query.setString(at++, client.get().value());
          }
          query.setInt(at++, limit);
          query.setLong(at, offset);
        });
  }

  private static final String COUNT_ALL = "SELECT count(*) FROM tickets";
  private static final String COUNT_OF_CLIENT = COUNT_ALL + " WHERE client_id = ?";

  @Override
  public long count(Optional<UserId> client) {
    return readers.read(connection -> {
      try (var query =
          connection.prepareStatement(client.isPresent() ? COUNT_OF_CLIENT : COUNT_ALL)) {
        if (client.isPresent()) {
          query.setString(1, client.get().value());
        }
        try (var row = query.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    });
  }

  @FunctionalInterface
  private interface Binding {
    void bind(PreparedStatement query) throws SQLException;
  }

  private List<TicketSummary> summaries(String sql, Binding binding) {
    committer.catchUp();
    return readers.read(connection -> {
      try (var query = connection.prepareStatement(sql)) {
        binding.bind(query);
        return complete(connection, found(query));
      }
    });
  }

  /// What the query says of a ticket.
  private record Found(Ticket ticket, Optional<String> clientName, Optional<MessageRow> last) {
    static Found read(ResultSet row) throws SQLException {
      var ticket = TicketRow.read(row);
      Optional<MessageRow> last =
          row.getLong("m_seq") == 0
              ? Optional.empty()
              : Optional.of(MessageRow.read(row, ticket.id()));
      return new Found(ticket, Optional.ofNullable(row.getString("c_name")), last);
    }
  }

  private static List<Found> found(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      var found = new ArrayList<Found>();
      while (rows.next()) {
        found.add(Found.read(rows));
      }
      return found;
    }
  }

  /// With the last messages, for whose files there is one query more if they have any.
  private static List<TicketSummary> complete(Connection connection, List<Found> found)
      throws SQLException {
    var rows = found.stream().flatMap(ticket -> ticket.last().stream()).toList();
    var lastMessages = MessageRow.complete(connection, rows).iterator();
    var summaries = new ArrayList<TicketSummary>(found.size());
    for (var each : found) {
      var last = each.last().map(_ -> lastMessages.next());
      summaries.add(new TicketSummary(each.ticket(), each.clientName(), last));
    }
    return List.copyOf(summaries);
  }
}
