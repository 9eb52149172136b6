package dev.ticketchat.infra.scan;

import dev.ticketchat.chat.files.Scanner;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Knows one file, the test file of [EicarFile], by itself and as a member of zip and gzip files,
/// so that an installation without ClamAV can be tested too. It needs some 100 KiB of memory
/// whatever the file holds. Safe from any thread.
///
/// An archive beyond the bounds is refused, as nobody knows what is in its rest. What cannot be
/// read of an archive, because it is damaged, encrypted or of a kind that the JDK does not know, is
/// passed over: whether such files are taken is not this scanner's question.
public final class BuiltInScanner implements Scanner {
  private static final Verdict FOUND = new Verdict.Malicious("Eicar-Test-File");

  private final Bounds bounds;

  /// How far archives are followed.
  ///
  /// @param depth archives within one another, the file itself being the first
  /// @param entries of all its archives together
  /// @param expandedBytes that come out of all its archives together
  public record Bounds(int depth, int entries, long expandedBytes) {
    public static final Bounds STANDARD = new Bounds(3, 10_000, 128L * 1024 * 1024);
  }

  public BuiltInScanner(Bounds bounds) {
    this.bounds = bounds;
  }

  /// Also throws `Refused` with `FILE_REJECTED`, as half a sentence that follows a file's name,
  /// when the file is an archive beyond the bounds.
  ///
  /// @throws UncheckedIOException when the file cannot be read
  @Override
  public Verdict scan(Path file) {
    try (var content = Files.newInputStream(file)) {
      return holdsTestFile(content, 0, new Expanded(bounds)) ? FOUND : new Verdict.Clean();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean holdsTestFile(InputStream content, int depth, Expanded expanded)
      throws IOException {
    var whole = new PushbackInputStream(content, EicarFile.HEAD);
    var head = whole.readNBytes(EicarFile.HEAD);
    whole.unread(head);
    if (EicarFile.begins(head)) {
      return true;
    }
    try {
      if (startsWith(head, 'P', 'K', 3, 4)) {
        return zipHoldsTestFile(whole, depth, expanded);
      }
      return startsWith(head, 0x1f, 0x8b, 8) && gzipHoldsTestFile(whole, depth, expanded);
    } catch (ZipException | EOFException _) {
      return false;
    }
  }

  private boolean zipHoldsTestFile(InputStream file, int depth, Expanded expanded)
      throws IOException {
    expanded.enter(depth);
    try (var zip = new ZipInputStream(file, StandardCharsets.ISO_8859_1)) {
      while (zip.getNextEntry() != null) {
        expanded.entry();
        var member = expanded.counted(zip);
        if (holdsTestFile(member, depth + 1, expanded)) {
          return true;
        }
        // Else the zip would skip the rest of the member itself, uncounted.
        member.transferTo(OutputStream.nullOutputStream());
      }
      return false;
    }
  }

  private boolean gzipHoldsTestFile(InputStream file, int depth, Expanded expanded)
      throws IOException {
    expanded.enter(depth);
    try (var gzip = new GZIPInputStream(file)) {
      expanded.entry();
      return holdsTestFile(expanded.counted(gzip), depth + 1, expanded);
    }
  }

  private static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (var i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
