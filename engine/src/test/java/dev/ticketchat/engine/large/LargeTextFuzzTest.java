package dev.ticketchat.engine.large;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.engine.fuzz.Allocation;
import dev.ticketchat.engine.fuzz.Fuzzed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Whatever comes as a large text.
final class LargeTextFuzzTest {
  private static final int LARGE = 90_000;
  private static final int MAX_TEXT = 95_000;
  private static final long PLENTY = 1L << 40;

  @TempDir private Path folder;
  private Spool spool;

  @BeforeEach
  void open() {
    spool = new Spool(folder, new Spool.Limits(PLENTY, PLENTY, PLENTY, PLENTY));
  }

  @AfterEach
  void close() {
    spool.close();
  }

  @FuzzTest
  void comesToTheSameHoweverItIsCutAndLosesNothing(byte[] input) {
    var text = Fuzzed.of(input).grownTo(LARGE);

    var seen = Allocation.boundedBy(text.bytes().length, () -> read(text.whole()));

    assertThat(read(text.cut())).isEqualTo(seen);
    if (seen.isEmpty() || seen.getFirst().equals(UNREADABLE)) {
      return;
    }
    assertThat(seen.getFirst().length()).isLessThanOrEqualTo(MAX_TEXT);
    if (seen.size() == 1) {
      assertThat(seen.getFirst()).isEqualTo(new String(text.bytes(), ISO_8859_1));
    } else {
      assertIsInTheText(text.bytes(), seen.subList(1, seen.size()));
    }
  }

  private static final String UNREADABLE = "unreadable";

  /// What was lifted and is base64 stands in the text, but for the last characters, which may be
  /// written in several ways, and for what stands there escaped.
  private static void assertIsInTheText(byte[] text, List<String> lifted) {
    var original = new String(text, ISO_8859_1);
    if (original.contains("\\")) {
      return;
    }
    for (var blob : lifted) {
      var base64 = Base64.getEncoder().encodeToString(blob.getBytes(ISO_8859_1));
      assertThat(original).contains(base64.substring(0, Math.max(0, base64.length() - 4)));
    }
  }

  /// The text that is left, then what was lifted out of it.
  private List<String> read(List<byte[]> pieces) {
    var collector = new Collector();
    var text =
        new LargeText(
            MAX_TEXT, "secret", () -> spool.begin(new Patient()), spool.texts(), collector);
    for (var piece : pieces) {
      text.take(piece);
    }
    text.end();
    assertThat(collector.calls).isEqualTo(1);
    return collector.seen;
  }

  private static final class Collector implements LargeText.Receiver {
    final List<String> seen = new ArrayList<>();
    int calls;

    @Override
    public void onText(byte[] text, Lifted lifted) {
      calls++;
      seen.add(new String(text, ISO_8859_1));
      for (var blob : lifted.blobs()) {
        try (blob) {
          var outcome = blob.outcome();
          seen.add(outcome == Blob.Outcome.WHOLE ? content(blob) : "");
        }
      }
    }

    @Override
    public void onUnreadable(String why) {
      calls++;
      seen.add(UNREADABLE);
    }

    private static String content(Blob blob) {
      try {
        return blob.size() == 0 ? "" : Files.readString(blob.path(), ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Is not slowed down.
  private static final class Patient implements Spool.Sender {
    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public boolean trusted() {
      return true;
    }
  }
}
