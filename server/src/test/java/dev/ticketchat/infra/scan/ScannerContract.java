package dev.ticketchat.infra.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.ticketchat.chat.files.Scanner;
import dev.ticketchat.chat.files.Scanner.Verdict;
import dev.ticketchat.testing.Eicar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [Scanner] does.
interface ScannerContract {
  int TEN_MIB = 10 * 1024 * 1024;

  Scanner scanner();

  @Test
  default void findsNothingInAnOrdinaryFile(@TempDir Path folder) throws IOException {
    var file = file(folder, "The printer on floor 3 is out of paper.\n".getBytes(UTF_8));

    assertThat(scanner().scan(file)).isEqualTo(new Verdict.Clean());
  }

  @Test
  default void findsNothingInAnEmptyFile(@TempDir Path folder) throws IOException {
    var file = file(folder, new byte[0]);

    assertThat(scanner().scan(file)).isEqualTo(new Verdict.Clean());
  }

  @Test
  default void findsNothingInAFileOfTheLargestSize(@TempDir Path folder) throws IOException {
    var file = file(folder, noise(TEN_MIB));

    assertThat(scanner().scan(file)).isEqualTo(new Verdict.Clean());
  }

  @Test
  default void findsTheTestFile(@TempDir Path folder) throws IOException {
    var file = file(folder, Eicar.file());

    assertThat(scanner().scan(file)).isInstanceOf(Verdict.Malicious.class);
  }

  @Test
  default void namesWhatItFound(@TempDir Path folder) throws IOException {
    var file = file(folder, Eicar.file());

    var found = (Verdict.Malicious) scanner().scan(file);

    assertThat(found.signature()).containsIgnoringCase("eicar");
  }

  @Test
  default void findsTheTestFileFollowedByWhitespace(@TempDir Path folder) throws IOException {
    var file = file(folder, padded(Eicar.file(), 128, " \t\r\n\u001a"));

    assertThat(scanner().scan(file)).isInstanceOf(Verdict.Malicious.class);
  }

  @Test
  default void findsTheTestFileInAZip(@TempDir Path folder) throws IOException {
    var file = file(folder, Eicar.zipped(Eicar.file()));

    assertThat(scanner().scan(file)).isInstanceOf(Verdict.Malicious.class);
  }

  @Test
  default void findsTheTestFileInAZipOfAZip(@TempDir Path folder) throws IOException {
    var file = file(folder, Eicar.zipped(Eicar.zipped(Eicar.file())));

    assertThat(scanner().scan(file)).isInstanceOf(Verdict.Malicious.class);
  }

  @Test
  default void findsTheTestFileInAGzip(@TempDir Path folder) throws IOException {
    var file = file(folder, Eicar.gzipped(Eicar.file()));

    assertThat(scanner().scan(file)).isInstanceOf(Verdict.Malicious.class);
  }

  @Test
  default void findsNothingInTextAboutTheTestFile(@TempDir Path folder) throws IOException {
    var file = file(folder, concatenated("The file begins with ".getBytes(UTF_8), Eicar.file()));

    assertThat(scanner().scan(file)).isEqualTo(new Verdict.Clean());
  }

  @Test
  default void doesNotCallAFileCleanThatIsNotThere(@TempDir Path folder) {
    var scanner = scanner();

    assertThatException().isThrownBy(() -> scanner.scan(folder.resolve("gone")));
  }

  @Test
  default void tellsFilesApartThatAreScannedAtTheSameTime(@TempDir Path folder) throws Exception {
    var clean = file(folder, noise(300_000));
    var malicious = file(folder, Eicar.zipped(Eicar.file()));
    var scanner = scanner();
    var scans = new ArrayList<Callable<Verdict>>();
    for (var i = 0; i < 20; i++) {
      var file = i % 2 == 0 ? clean : malicious;
      scans.add(() -> scanner.scan(file));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var verdicts = threads.invokeAll(scans);

      for (var i = 0; i < verdicts.size(); i++) {
        assertThat(verdicts.get(i).get())
            .isInstanceOf(i % 2 == 0 ? Verdict.Clean.class : Verdict.Malicious.class);
      }
    }
  }

  static Path file(Path folder, byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "scan", ""), content);
  }

  static byte[] noise(int size) {
    var bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /// That content, followed by those characters over and over up to a size.
  static byte[] padded(byte[] content, int size, String characters) {
    var padded = Arrays.copyOf(content, size);
    for (var i = content.length; i < size; i++) {
      padded[i] = (byte) characters.charAt(i % characters.length());
    }
    return padded;
  }

  static byte[] concatenated(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
