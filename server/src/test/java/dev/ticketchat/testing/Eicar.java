package dev.ticketchat.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The harmless file that every scanner of malicious content finds, and ways to pack it. It is
/// never written in one piece here, so that no scanner takes these classes for it.
public final class Eicar {

  private Eicar() {}

  public static byte[] file() {
    return String.join(
            "", "X5O!P%@AP[4\\PZX54(P^)7CC)7}", "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
        .getBytes(US_ASCII);
  }

  public static byte[] zipped(byte[] content) {
    return zipped("some/file.bin", content);
  }

  public static byte[] zipped(String name, byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(packed)) {
      zip.putNextEntry(new ZipEntry("notes.txt"));
      zip.write("nothing in here\n".repeat(50).getBytes(US_ASCII));
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  public static byte[] gzipped(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
