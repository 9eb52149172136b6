package dev.ticketchat.infra.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRevocationsTest extends RevocationsContract {
  @TempDir Path folder;

  @Override
  String location() {
    return folder.toString();
  }
}
