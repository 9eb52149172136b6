package dev.ticketchat.infra.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// A database of which only the connection to write with is another.
record OtherWriter(Database real, Writer writer) implements Database {

  /// Connects as [Database#connectWriter] does.
  interface Writer {
    Connection connect() throws SQLException;
  }

  /// A connection to write with, for which SQLite's pragma was set.
  static Connection withPragma(Database real, String pragma) throws SQLException {
    var connection = real.connectWriter();
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA " + pragma);
    }
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Connection connectWriter() throws SQLException {
    return writer.connect();
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
