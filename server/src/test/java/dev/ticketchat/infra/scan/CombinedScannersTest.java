package dev.ticketchat.infra.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Scanner;
import dev.ticketchat.chat.files.Scanner.Verdict;
import dev.ticketchat.infra.metrics.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// [ScannersInOrder] and [CountedScanner].
final class CombinedScannersTest {
  private static final Path FILE = Path.of("file");
  private static final Verdict CLEAN = new Verdict.Clean();

  private final List<String> asked = new ArrayList<>();

  @Test
  void isCleanWhenAllSaySo() {
    var scanner = inOrder(answering("first", CLEAN), answering("second", CLEAN));

    assertThat(scanner.scan(FILE)).isEqualTo(CLEAN);
    assertThat(asked).containsExactly("first", "second");
  }

  @Test
  void asksNoMoreAfterAFinding() {
    var found = new Verdict.Malicious("Test");
    var scanner = inOrder(answering("first", found), answering("second", CLEAN));

    assertThat(scanner.scan(FILE)).isEqualTo(found);
    assertThat(asked).containsExactly("first");
  }

  @Test
  void tellsWhatTheLastFound() {
    var found = new Verdict.Malicious("Test");
    var scanner = inOrder(answering("first", CLEAN), answering("second", found));

    assertThat(scanner.scan(FILE)).isEqualTo(found);
  }

  @Test
  void refusesWhatOneRefuses() {
    var scanner = inOrder(refusing(ErrorCode.UNAVAILABLE), answering("second", CLEAN));

    assertThatExceptionOfType(Refused.class).isThrownBy(() -> scanner.scan(FILE));
  }

  @Test
  void scansByAtLeastOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ScannersInOrder(List.of()));
  }

  @Test
  void countsEveryOutcome() {
    try (var metrics = new Metrics()) {
      scanCounted(answering("clean", CLEAN), metrics);
      scanCounted(answering("malicious", new Verdict.Malicious("Test")), metrics);
      scanCounted(refusing(ErrorCode.UNAVAILABLE), metrics);
      scanCounted(refusing(ErrorCode.FILE_REJECTED), metrics);
      scanCounted(
          file -> {
            throw new IllegalStateException();
          },
          metrics);

      for (var outcome : List.of("clean", "malicious", "unavailable", "rejected", "failed")) {
        var tags = "{outcome=\"" + outcome + "\",scanner=\"test\"}";
        assertThat(metrics.scrape().lines())
            .contains(
                "ticketchat_scan_duration_seconds_count" + tags + " 1",
                "ticketchat_scan_duration_seconds_sum" + tags + " 2.0");
      }
    }
  }

  /// Each look at the clock is two seconds later than the one before.
  private static void scanCounted(Scanner scanner, Metrics metrics) {
    var now = new AtomicLong();
    try {
      new CountedScanner(scanner, "test", metrics, () -> now.addAndGet(2_000_000_000L)).scan(FILE);
    } catch (Refused | IllegalStateException _) {
      // Counted.
    }
  }

  private static Scanner inOrder(Scanner... scanners) {
    return new ScannersInOrder(List.of(scanners));
  }

  private Scanner answering(String name, Verdict verdict) {
    return file -> {
      asked.add(name);
      return verdict;
    };
  }

  private static Scanner refusing(ErrorCode code) {
    return file -> {
      throw new Refused(code, "no");
    };
  }
}
