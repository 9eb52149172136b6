package dev.ticketchat.infra.sql;

import java.nio.file.Path;

/// Opens a database by its location: the folder of an embedded one.
final class TestDatabases {

  private TestDatabases() {}

  static Database open(String location) {
    return SqliteDatabase.open(Path.of(location));
  }
}
