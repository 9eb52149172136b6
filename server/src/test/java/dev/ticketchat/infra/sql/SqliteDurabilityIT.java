package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.infra.Unusable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDurabilityIT extends DurabilityContract {
  @TempDir Path folder;

  @Override
  String location() {
    return folder.toString();
  }

  @Test
  void refusesAFolderThatAnotherProcessHas() throws Exception {
    var child = child();
    try (var output = child.inputReader()) {
      assertThat(nextId(output)).isPresent();

      assertThatExceptionOfType(Unusable.class)
          .isThrownBy(() -> SqliteDatabase.open(folder))
          .withMessageEndingWith("is in use by another Ticketchat.");
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
