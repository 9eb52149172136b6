package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.infra.OutageLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;

/// Runs queries on the caller's thread. Safe from any thread.
final class Readers {

  @FunctionalInterface
  interface Query<T> {
    T run(Connection connection) throws SQLException;
  }

  private final Database database;
  private final OutageLog outage = new OutageLog("database: reading");

  Readers(Database database) {
    this.database = database;
  }

  /// @throws Refused `UNAVAILABLE` when the database fails or no connection is free in time
  <T> T read(Query<T> query) {
    try (var connection = database.readers().getConnection()) {
      var result = query.run(connection);
      outage.worked();
      return result;
    } catch (SQLException e) {
      if (!database.isOutage(e) && !(e instanceof SQLTransientException)) {
        throw new IllegalStateException("a query failed", e);
      }
      outage.failed(e);
      throw Refused.unavailable();
    }
  }
}
