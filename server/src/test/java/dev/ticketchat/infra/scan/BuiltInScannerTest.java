package dev.ticketchat.infra.scan;

import static dev.ticketchat.infra.scan.ScannerContract.file;
import static dev.ticketchat.infra.scan.ScannerContract.noise;
import static dev.ticketchat.infra.scan.ScannerContract.padded;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Scanner;
import dev.ticketchat.chat.files.Scanner.Verdict;
import dev.ticketchat.testing.Eicar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuiltInScannerTest implements ScannerContract {
  private static final int MIB = 1024 * 1024;

  @TempDir Path folder;

  @Override
  public Scanner scanner() {
    return new BuiltInScanner(BuiltInScanner.Bounds.STANDARD);
  }

  @Test
  void findsNothingInALongerFileThatBeginsLikeTheTestFile() throws IOException {
    isClean(padded(Eicar.file(), 129, " "));
  }

  @Test
  void findsNothingWhenSomethingElseThanWhitespaceFollows() throws IOException {
    isClean(padded(Eicar.file(), 100, "\f"));
    isClean(padded(Eicar.file(), 69, "\0"));
    isClean(padded(Eicar.file(), 69, "x"));
  }

  @Test
  void findsNothingInTheTestFileWithoutItsEnd() throws IOException {
    isClean(Arrays.copyOf(Eicar.file(), 67));
  }

  @Test
  void findsTheTestFileThreeArchivesDeep() throws IOException {
    isMalicious(Eicar.gzipped(Eicar.zipped(Eicar.gzipped(Eicar.file()))));
  }

  @Test
  void findsTheTestFileBehindALargeMember() throws IOException {
    isMalicious(zip(new byte[20 * MIB], Eicar.zipped(noise(100)), Eicar.file()));
  }

  @Test
  void findsTheTestFileBehindAMemberThatIsADamagedArchive() throws IOException {
    var damaged = Eicar.zipped(noise(50_000));
    Arrays.fill(damaged, 200, 20_000, (byte) 0x55);

    isMalicious(zip(damaged, "PK\3\4".getBytes(US_ASCII), Eicar.file()));
  }

  @Test
  void refusesArchivesThatAreNestedTooDeep() throws IOException {
    refuses(
        BuiltInScanner.Bounds.STANDARD,
        Eicar.zipped(Eicar.zipped(Eicar.zipped(Eicar.zipped(Eicar.file())))));
  }

  @Test
  void takesAsManyEntriesAsItsBoundAndNoMore() throws IOException {
    var bounds = new BuiltInScanner.Bounds(3, 4, MIB);
    var two = zip(noise(10), noise(10));

    assertThat(new BuiltInScanner(bounds).scan(file(folder, zip(noise(10), two))))
        .isEqualTo(new Verdict.Clean());
    refuses(bounds, zip(two, noise(10), noise(10)));
  }

  @Test
  void takesAsManyExpandedBytesAsItsBoundAndNoMore() throws IOException {
    var bounds = new BuiltInScanner.Bounds(3, 10, MIB);

    assertThat(new BuiltInScanner(bounds).scan(file(folder, zip(new byte[MIB]))))
        .isEqualTo(new Verdict.Clean());
    refuses(bounds, zip(new byte[MIB / 2], new byte[MIB / 2 + 1]));
  }

  @Test
  void countsTheBytesOfArchivesWithinArchives() throws IOException {
    var bounds = new BuiltInScanner.Bounds(3, 10, MIB);

    refuses(bounds, zip(zip(new byte[MIB / 2]), Eicar.gzipped(zip(new byte[MIB / 2]))));
  }

  @Test
  void refusesAnArchiveThatExpandsBeyondItsBound() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bomb)) {
      zip.putNextEntry(new ZipEntry("bomb"));
      for (var i = 0; i < 300; i++) {
        zip.write(new byte[MIB]);
      }
    }

    refuses(BuiltInScanner.Bounds.STANDARD, bomb.toByteArray());
  }

  @Test
  void passesOverWhatIsEncrypted() throws IOException {
    var encrypted = Eicar.zipped(Eicar.file());
    encrypted[6] |= 1;

    isClean(encrypted);
  }

  @Test
  void comesToAnEndWithWhateverIsDamaged() throws IOException {
    var random = new Random(11);
    var whole = zip(noise(3_000), Eicar.zipped(noise(500)), Eicar.gzipped(noise(500)));

    for (var i = 0; i < 2_000; i++) {
      var damaged = Arrays.copyOf(whole, 4 + random.nextInt(whole.length - 4));
      for (var j = 0; j < 5; j++) {
        damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
      }

      isClean(damaged);
    }
  }

  @Test
  void saysWhenAFileCannotBeRead() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> scanner().scan(folder.resolve("gone")));
  }

  private void isClean(byte[] content) throws IOException {
    assertThat(scanner().scan(file(folder, content))).isEqualTo(new Verdict.Clean());
  }

  private void isMalicious(byte[] content) throws IOException {
    assertThat(scanner().scan(file(folder, content)))
        .isEqualTo(new Verdict.Malicious("Eicar-Test-File"));
  }

  private void refuses(BuiltInScanner.Bounds bounds, byte[] content) throws IOException {
    var file = file(folder, content);
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> new BuiltInScanner(bounds).scan(file))
        .withMessage("holds more than can be scanned")
        .extracting(Refused::code)
        .isEqualTo(ErrorCode.FILE_REJECTED);
  }

  private static byte[] zip(byte[]... members) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(packed)) {
      for (var i = 0; i < members.length; i++) {
        zip.putNextEntry(new ZipEntry("member-" + i));
        zip.write(members[i]);
      }
    }
    return packed.toByteArray();
  }
}
