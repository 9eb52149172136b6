package dev.ticketchat.infra.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteMessageStoreTest extends MessageStoreContract {
  @TempDir Path folder;

  @Override
  String location() {
    return folder.toString();
  }
}
