package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.identity.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// The writer's connection, its prepared statements, each prepared once, and the rows that it knows
/// without asking. For one thread.
final class Statements implements AutoCloseable {
  private final Connection connection;

  /// As many as there are statements in the code.
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private final LogViews views = new LogViews(this);
  private final KnownRows<UserId, UserRow> users = new KnownRows<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /// @param sql a constant: values go in as parameters
  PreparedStatement prepare(String sql) throws SQLException {
    var statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  LogViews views() {
    return views;
  }

  /// As they are in this transaction.
  KnownRows<UserId, UserRow> users() {
    return users;
  }

  /// Makes what another writer left whole; before anything else.
  void takeOver() throws SQLException {
    views.takeOver();
    connection.commit();
    views.committed();
  }

  void commit() throws SQLException {
    views.catchUpIfDue();
    connection.commit();
    views.committed();
  }

  void rollback() throws SQLException {
    views.rolledBack();
    users.clear();
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
