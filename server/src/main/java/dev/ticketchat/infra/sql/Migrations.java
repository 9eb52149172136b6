package dev.ticketchat.infra.sql;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings a database's tables up to date, from `db/migration`.
final class Migrations {

  private Migrations() {}

  /// @param words what the migrations call by a name because databases call it differently
  /// @throws FlywayException when the database cannot be used, or was changed by a newer version
  static void run(DataSource database, Map<String, String> words) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration")
        .placeholders(words)
        .ignoreMigrationPatterns(new String[0])
        .loggers("slf4j")
        .load()
        .migrate();
  }
}
