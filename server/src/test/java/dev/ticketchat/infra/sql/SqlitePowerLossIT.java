package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.faults.power.PowerLog;
import dev.ticketchat.faults.power.PowerlessDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The power fails while messages are appended: what was not synced is gone.
final class SqlitePowerLossIT {
  private static final int ENOUGH = 300;

  @TempDir Path folder;

  @Test
  void keepsEveryAcknowledgedMessage() throws Exception {
    var acknowledged = acknowledgedUntilThePowerFails(List.of());

    assertThat(kept()).containsAll(acknowledged);
  }

  /// That the cut is a real one: a server that syncs less is found out.
  @ParameterizedTest
  @ValueSource(strings = {"NORMAL", "OFF"})
  void losesMessagesOfADatabaseThatSyncsLess(String synchronous) throws Exception {
    var acknowledged = acknowledgedUntilThePowerFails(List.of(synchronous));

    assertThat(kept().containsAll(acknowledged)).isFalse();
  }

  private List<String> acknowledgedUntilThePowerFails(List<String> arguments) throws Exception {
    var log = PowerLog.of(folder.resolve("data"), folder);
    var child = child(log, arguments);
    var acknowledged = new ArrayList<String>();
    try (var output = child.inputReader()) {
      for (var id = DurabilityContract.nextId(output);
          id.isPresent();
          id = DurabilityContract.nextId(output)) {
        acknowledged.add(id.get());
        if (acknowledged.size() == ENOUGH) {
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    var disk = PowerlessDisk.of(log);
    disk.goOnUntil(disk.end());
    disk.write(folder.resolve("found"));
    return acknowledged;
  }

  private Process child(PowerLog log, List<String> arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AppendUntilKilled.class.getName(),
                log.root().toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(log.environment());
    return builder.start();
  }

  private List<String> kept() {
    var kept = new ArrayList<String>();
    AppendUntilKilled.withStores(
        folder.resolve("found").toString(),
        stores ->
            stores
                .messages()
                .between(List.of(AppendUntilKilled.TICKET), 0, Long.MAX_VALUE, Integer.MAX_VALUE)
                .stream()
                .map(message -> message.id().value())
                .forEach(kept::add));
    return kept;
  }
}
