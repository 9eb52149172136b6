package dev.ticketchat.infra.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// A database that is open and migrated, and all that differs from one database to another. Safe
/// from any thread.
public interface Database extends AutoCloseable {

  /// A new connection that may write. Its transactions begin with their first statement, and a
  /// commit returns when they are on disk. The caller closes it.
  Connection connectWriter() throws SQLException;

  /// A bounded pool of connections that only read. They see what is committed, and never wait for
  /// the writer.
  DataSource readers();

  /// Whether the database failed, rather than the statement: it cannot be reached, is full, busy or
  /// damaged. The same statement may succeed later.
  boolean isOutage(SQLException failure);

  /// Closes the pool and lets go of the database; writers must be closed before.
  @Override
  void close();
}
