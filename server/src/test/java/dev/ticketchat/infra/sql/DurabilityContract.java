package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.messages.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every store keeps when its process is killed: each message whose append had returned, with
/// its files, and the knowledge of the files that no message has.
abstract class DurabilityContract {
  private static final int ENOUGH = 500;

  /// Where the database of this test is, as [TestDatabases] understands it; empty at first.
  abstract String location();

  @Test
  void keepsEveryAcknowledgedMessageWhenTheProcessIsKilled() throws Exception {
    var child = child();
    var acknowledged = new ArrayList<String>();
    try (var output = child.inputReader()) {
      while (acknowledged.size() < ENOUGH) {
        acknowledged.add(nextId(output).orElseThrow());
      }
      child.toHandle().destroyForcibly();
      for (var id = nextId(output); id.isPresent(); id = nextId(output)) {
        acknowledged.add(id.get());
      }
    } finally {
      child.destroyForcibly().waitFor();
    }

    var kept = keptMessages();
    var unclaimed = unclaimedFiles();

    assertThat(kept).extracting(message -> message.id().value()).containsAll(acknowledged);
    assertThat(kept)
        .extracting(Message::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, kept.size()).boxed().toList());
    assertThat(kept).allMatch(message -> message.attachments().size() == 2);
    assertThat(unclaimed).doesNotContainAnyElementsOf(claimedBy(kept));
  }

  private List<Message> keptMessages() {
    var kept = new ArrayList<Message>();
    AppendUntilKilled.withStores(
        location(),
        stores ->
            kept.addAll(
                stores
                    .messages()
                    .between(
                        List.of(AppendUntilKilled.TICKET), 0, Long.MAX_VALUE, Integer.MAX_VALUE)));
    return kept;
  }

  private List<FileName> unclaimedFiles() {
    var unclaimed = new ArrayList<FileName>();
    AppendUntilKilled.withStores(
        location(),
        stores -> unclaimed.addAll(stores.files().unclaimed(Instant.now().plusSeconds(60), 1_000)));
    return unclaimed;
  }

  private static List<FileName> claimedBy(List<Message> messages) {
    return messages.stream()
        .flatMap(message -> StoreContract.namesOf(message.attachments()).stream())
        .toList();
  }

  Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            AppendUntilKilled.class.getName(),
            location())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// The id of the next message that the child says is stored; empty when the child is gone.
  static Optional<String> nextId(BufferedReader output) throws IOException {
    var line = output.readLine();
    while (line != null && !line.matches("[0-9a-f]{24}")) {
      line = output.readLine();
    }
    return Optional.ofNullable(line);
  }
}
