package dev.ticketchat.infra.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// A database whose writer syncs less than it should.
///
/// @param synchronous as SQLite's pragma has it
record CarelessDatabase(Database real, String synchronous) implements Database {

  @Override
  public Connection connectWriter() throws SQLException {
    var connection = real.connectWriter();
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = " + synchronous);
    }
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public DataSource readers() {
    return real.readers();
  }

  @Override
  public boolean isOutage(SQLException failure) {
    return real.isOutage(failure);
  }

  @Override
  public void close() {
    real.close();
  }
}
