package dev.ticketchat.infra.scan;

import static dev.ticketchat.infra.scan.ScannerContract.file;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Scanner.Verdict;
import dev.ticketchat.infra.OutageLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What the tests of [ClamAvScanner] with a [ScriptedClamd] begin with: scanners on a clock that
/// can be moved, small files, and what is logged of outages. Limits that are to be reached are
/// short, all others and the tests' own deadlines are long.
@Timeout(120)
abstract class WithScriptedClamd {
  static final int MAX_BYTES = 12 * 1024 * 1024;
  static final Duration LATE = Duration.ofSeconds(20);
  static final ClamAvLimits LIMITS = limits(Duration.ofSeconds(60));
  static final ClamAvLimits SHORT_TURN =
      new ClamAvLimits(
          2, Duration.ofMillis(300), LIMITS.connect(), LIMITS.silence(), LIMITS.total(), MAX_BYTES);

  @TempDir Path folder;

  final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  Path small;

  private final AtomicLong skipped = new AtomicLong();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(OutageLog.class);

  @BeforeEach
  void prepare() throws IOException {
    small = file(folder, "hello".getBytes(UTF_8));
    logged.start();
    log.addAppender(logged);
  }

  @AfterEach
  void close() throws Exception {
    log.detachAppender(logged);
    for (var part : opened.reversed()) {
      part.close();
    }
  }

  ScriptedClamd clamd(ScriptedClamd.Script... scripts) {
    var clamd = new ScriptedClamd(scripts);
    opened.add(clamd);
    return clamd;
  }

  ClamAvScanner scanner(ScriptedClamd clamd) {
    return scanner(clamd.address(), LIMITS);
  }

  ClamAvScanner scanner(ClamdAddress address, ClamAvLimits limits) {
    var scanner = new ClamAvScanner(address, limits, () -> System.nanoTime() + skipped.get());
    opened.add(scanner);
    return scanner;
  }

  void skip(Duration time) {
    skipped.addAndGet(time.toNanos());
  }

  void isClean(ClamAvScanner scanner) {
    assertThat(scanner.scan(small)).isEqualTo(new Verdict.Clean());
  }

  void isUnavailable(ClamAvScanner scanner) {
    isUnavailable(scanner, small);
  }

  static void isUnavailable(ClamAvScanner scanner, Path file) {
    var begin = System.nanoTime();
    refuses(ErrorCode.UNAVAILABLE, scanner, file);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LATE);
  }

  static void refuses(ErrorCode code, ClamAvScanner scanner, Path file) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> scanner.scan(file))
        .extracting(Refused::code)
        .isEqualTo(code);
  }

  private static ClamAvLimits limits(Duration each) {
    return new ClamAvLimits(2, each, each, each, each, MAX_BYTES);
  }
}
