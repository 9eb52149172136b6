package dev.ticketchat.infra.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteSavedSessionsTest extends SavedSessionsContract {
  @TempDir Path folder;

  @Override
  String location() {
    return folder.toString();
  }
}
