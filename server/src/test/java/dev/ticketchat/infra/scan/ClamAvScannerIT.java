package dev.ticketchat.infra.scan;

import static dev.ticketchat.infra.scan.ScannerContract.file;
import static dev.ticketchat.infra.scan.ScannerContract.noise;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Scanner;
import dev.ticketchat.chat.files.Scanner.Verdict;
import dev.ticketchat.testing.Clamd;
import dev.ticketchat.testing.Eicar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// [ClamAvScanner] and a real clamd.
@Timeout(180)
final class ClamAvScannerIT implements ScannerContract {
  private static final int MIB = 1024 * 1024;
  private static final Duration LATE = Duration.ofSeconds(60);

  private static Clamd clamd;

  @TempDir Path folder;

  private ClamAvScanner scanner;

  @BeforeAll
  static void start() {
    clamd = Clamd.start(Map.of("MaxFiles", "50", "MaxScanSize", "40M"));
  }

  @AfterAll
  static void stop() {
    clamd.close();
  }

  @BeforeEach
  void open() {
    scanner = scanner(clamd, limits(Duration.ofSeconds(30)));
  }

  @AfterEach
  void close() {
    scanner.close();
  }

  @Override
  public Scanner scanner() {
    return scanner;
  }

  @Test
  void scansManyFilesAtTheSameTimeOverFourConnections() throws Exception {
    var file = file(folder, noise(2 * MIB));
    var scans = new ArrayList<Callable<Verdict>>();
    for (var i = 0; i < 20; i++) {
      scans.add(() -> scanner.scan(file));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var scan : threads.invokeAll(scans)) {
        assertThat(scan.get()).isEqualTo(new Verdict.Clean());
      }
    }
  }

  @Test
  void takesAFileOfExactlyTheLargestStream() throws IOException {
    assertThat(scanner.scan(file(folder, new byte[25 * MIB]))).isEqualTo(new Verdict.Clean());
  }

  @Test
  void refusesAFileLongerThanTheLargestStream() throws IOException {
    var larger = file(folder, new byte[26 * MIB]);
    var hardlyLarger = file(folder, new byte[25 * MIB + 1]);

    refuses(ErrorCode.UNAVAILABLE, scanner, larger);
    refuses(ErrorCode.UNAVAILABLE, scanner, hardlyLarger);

    assertThat(scanner.scan(file(folder, noise(10)))).isEqualTo(new Verdict.Clean());
  }

  @Test
  void rejectsAFileLargerThanClamdLooksAt() throws IOException {
    try (var smaller = Clamd.start(Map.of("MaxFileSize", "5M"));
        var scanner = scanner(smaller, limits(LATE))) {
      refuses(ErrorCode.FILE_REJECTED, scanner, file(folder, noise(6 * MIB)));
      refuses(ErrorCode.FILE_REJECTED, scanner, file(folder, Eicar.zipped(noise(6 * MIB))));
    }
  }

  @Test
  void rejectsArchivesBeyondClamdsLimits() throws IOException {
    var deep = "nothing".getBytes(US_ASCII);
    for (var i = 0; i < 30; i++) {
      deep = Eicar.zipped(deep);
    }

    refuses(ErrorCode.FILE_REJECTED, scanner, file(folder, deep));
    refuses(ErrorCode.FILE_REJECTED, scanner, file(folder, zip(60, 10)));
    refuses(ErrorCode.FILE_REJECTED, scanner, file(folder, zip(5, 10 * MIB)));
  }

  @Test
  void refusesAFileThatClamdHasNoTimeFor() throws IOException {
    try (var hurried = Clamd.start(Map.of("MaxScanTime", "1"));
        var scanner = scanner(hurried, limits(LATE))) {
      refuses(ErrorCode.UNAVAILABLE, scanner, file(folder, noise(10 * MIB)));
    }
  }

  @Test
  void refusesWhileClamdStandsStillAndGoesOnAfterwards() throws IOException {
    var file = file(folder, noise(10 * MIB));
    try (var impatient = scanner(clamd, limits(Duration.ofMillis(800)))) {
      clamd.pause();
      try {
        refuses(ErrorCode.UNAVAILABLE, impatient, file);
      } finally {
        clamd.resume();
      }
    }

    assertThat(scanner.scan(file)).isEqualTo(new Verdict.Clean());
  }

  @Test
  void refusesWhatIsUnderWayWhenClamdStopsAndGoesOnAfterwards() throws Exception {
    var file = file(folder, noise(10 * MIB));
    var done = new AtomicInteger();
    try (var impatient = scanner(clamd, limits(Duration.ofSeconds(3)));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var scans = new ArrayList<Future<?>>();
      for (var i = 0; i < 4; i++) {
        scans.add(threads.submit(() -> scanUntilRefused(impatient, file, done)));
      }
      await().atMost(LATE).until(() -> done.get() >= 8);

      clamd.pause();
      try {
        for (var scan : scans) {
          scan.get(LATE.toSeconds(), TimeUnit.SECONDS);
        }
      } finally {
        clamd.resume();
      }

      await().atMost(LATE).ignoreExceptions().until(() -> isClean(impatient, file));
    }
  }

  @Test
  void worksAgainWhenClamdWasKilledAndStartedAgain() throws IOException {
    var file = file(folder, Eicar.file());
    try (var own = Clamd.start();
        var scanner = scanner(own, limits(Duration.ofSeconds(5)))) {
      assertThat(scanner.scan(file)).isInstanceOf(Verdict.Malicious.class);

      own.kill();
      refuses(ErrorCode.UNAVAILABLE, scanner, file);
      own.restart();

      assertThat(scanner.scan(file)).isInstanceOf(Verdict.Malicious.class);
    }
  }

  @Test
  void noticesARestartBetweenTwoScans() throws IOException {
    var file = file(folder, Eicar.file());
    try (var own = Clamd.start();
        var scanner = scanner(own, limits(Duration.ofSeconds(5)))) {
      assertThat(scanner.scan(file)).isInstanceOf(Verdict.Malicious.class);

      own.kill();
      own.restart();

      assertThat(scanner.scan(file)).isInstanceOf(Verdict.Malicious.class);
    }
  }

  @Test
  void refusesWhileClamdIsNotThereAtTheStartAndWorksWhenItComes() throws IOException {
    var file = file(folder, Eicar.file());
    try (var own = Clamd.start()) {
      own.kill();
      try (var scanner = scanner(own, limits(Duration.ofSeconds(5)))) {
        assertThat(scanner.check())
            .singleElement()
            .asString()
            .contains("does not answer")
            .endsWith("Files are refused until it does.");
        for (var i = 0; i < 5; i++) {
          refuses(ErrorCode.UNAVAILABLE, scanner, file);
        }

        own.restart();

        await().atMost(LATE).ignoreExceptions().until(() -> !isClean(scanner, file));
      }
    }
  }

  @Test
  void hasNothingToSayOfAClamdThatIsSetUpWell() {
    try (var standard = scanner(clamd, ClamAvLimits.standard(10 * MIB))) {
      assertThat(standard.check()).isEmpty();
    }
  }

  @Test
  void saysWhichLimitsOfClamdAreTooSmall() {
    try (var small = Clamd.start(Map.of("StreamMaxLength", "5M"));
        var scanner = scanner(small, ClamAvLimits.standard(10 * MIB))) {
      assertThat(scanner.check())
          .singleElement()
          .asString()
          .contains("10485760 bytes (size limit exceeded)", "Set StreamMaxLength, MaxFileSize");
    }
  }

  @Test
  void saysWhenClamdCallsCleanWhatIsBeyondItsLimits() {
    try (var silent = Clamd.start(Map.of("AlertExceedsMax", "no"));
        var scanner = scanner(silent, ClamAvLimits.standard(10 * MIB))) {
      assertThat(scanner.check()).singleElement().asString().contains("Set AlertExceedsMax yes");
    }
  }

  private static ClamAvScanner scanner(Clamd clamd, ClamAvLimits limits) {
    var address = clamd.address();
    return new ClamAvScanner(
        new ClamdAddress(address.getHostString(), address.getPort()), limits, System::nanoTime);
  }

  private static ClamAvLimits limits(Duration total) {
    return new ClamAvLimits(4, total, total, total, total, 30L * MIB);
  }

  private static boolean isClean(Scanner scanner, Path file) {
    return scanner.scan(file) instanceof Verdict.Clean;
  }

  private static void scanUntilRefused(Scanner scanner, Path file, AtomicInteger done) {
    try {
      while (isClean(scanner, file)) {
        done.incrementAndGet();
      }
      throw new AssertionError("something was found");
    } catch (Refused e) {
      assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }
  }

  private static void refuses(ErrorCode code, Scanner scanner, Path file) {
    var begin = System.nanoTime();
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> scanner.scan(file))
        .extracting(Refused::code)
        .isEqualTo(code);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LATE);
  }

  private static byte[] zip(int members, int size) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(packed)) {
      for (var i = 0; i < members; i++) {
        zip.putNextEntry(new ZipEntry("member-" + i));
        var content = new byte[size];
        content[0] = (byte) i;
        zip.write(content);
      }
    }
    return packed.toByteArray();
  }
}
