package dev.ticketchat.infra.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteTicketDirectoryTest extends TicketDirectoryContract {
  @TempDir Path folder;

  @Override
  String location() {
    return folder.toString();
  }
}
