package dev.ticketchat.infra.sql;

import java.sql.SQLException;

/// Statements that belong into one transaction. Runs on the committer's thread, perhaps more than
/// once, of which one run at most is committed: so it changes nothing but the database. What it
/// throws undoes it, and reaches who asked for it.
@FunctionalInterface
interface Write<T> {

  T run(Statements statements) throws SQLException;

  /// Called where it comes to nothing, be it by its own fault or the database's.
  default void failed() {}
}
