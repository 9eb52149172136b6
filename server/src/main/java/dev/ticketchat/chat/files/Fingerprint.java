package dev.ticketchat.chat.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of some bytes in lower-case hex, and how many bytes there are.
record Fingerprint(String hash, long size) {
  private static final int BUFFER = 64 * 1024;

  /// Reads the file once, a buffer at a time.
  static Fingerprint of(Path file) {
    var digest = sha256();
    var size = 0L;
    try (var in = Files.newInputStream(file)) {
      var buffer = new byte[BUFFER];
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        size += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()), size);
  }

  static Fingerprint of(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Fingerprint(HexFormat.of().formatHex(sha256().digest(bytes)), bytes.length);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
