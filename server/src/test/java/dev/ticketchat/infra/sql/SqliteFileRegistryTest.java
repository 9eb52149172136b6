package dev.ticketchat.infra.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteFileRegistryTest extends FileRegistryContract {
  @TempDir Path folder;

  @Override
  String location() {
    return folder.toString();
  }
}
