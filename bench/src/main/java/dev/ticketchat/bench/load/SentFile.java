package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The file of each message: a picture where the type says so, else a PDF, nearly all of which is
/// one stream of noise, as it is in most.
///
/// @param size in bytes
record SentFile(String name, String type, int size) {
  private static final Pattern PLAIN = Pattern.compile("[\\w.+/-]+");
  private static final byte[] START =
      "%PDF-1.7\n1 0 obj\n<< /Type /XObject >>\nstream\n".getBytes(US_ASCII);
  private static final byte[] END =
      "\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n".getBytes(US_ASCII);
  private static final int LARGEST = 32 << 20;

  SentFile {
    Require.that(
        PLAIN.matcher(name).matches() && PLAIN.matcher(type).matches(),
        "--attach-name and --attach-type must be letters, digits and . + / - _.");
    Require.that(
        size >= Picture.SMALLEST && size <= LARGEST,
        "--attach must be %d to %d.".formatted(Picture.SMALLEST, LARGEST));
  }

  byte[] bytes(RandomGenerator random) {
    return type.equals("image/png") ? Picture.png(size, random) : document(random);
  }

  private byte[] document(RandomGenerator random) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    System.arraycopy(START, 0, bytes, 0, START.length);
    System.arraycopy(END, 0, bytes, size - END.length, END.length);
    return bytes;
  }
}
