package dev.ticketchat.engine.large;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One long string of a JSON text on its way to a file: its base64 is decoded as it comes. What
/// FileReader puts before it in a page, `data:…;base64,`, is passed over.
final class LiftedString {
  private static final byte[] SCHEME = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final String MARK = ";base64";
  private static final int LONGEST_PREFIX = 512;

  private final BlobWriter blob;
  private final Base64Stream base64 = new Base64Stream(false);
  private final EscapeReader escapes = new EscapeReader();
  private final ByteArrayOutputStream start = new ByteArrayOutputStream(0);
  private boolean started;

  LiftedString(BlobWriter blob) {
    this.blob = blob;
  }

  Blob blob() {
    return blob.blob();
  }

  /// More of what stands between the quotes.
  void take(byte[] json, int from, int to) {
    byte[] text = escapes.read(json, from, to);
    try {
      if (started) {
        decode(text, 0, text.length);
      } else {
        start.writeBytes(text);
        begin();
      }
    } catch (InvalidBase64Exception _) {
      blob.giveUp(Blob.Outcome.NOT_BASE64);
    }
  }

  /// The closing quote came.
  void end() {
    try {
      blob.take(base64.end());
    } catch (InvalidBase64Exception _) {
      blob.giveUp(Blob.Outcome.NOT_BASE64);
    }
    blob.end();
  }

  void abort() {
    blob.abort();
  }

  private void begin() throws InvalidBase64Exception {
    byte[] text = start.toByteArray();
    if (text.length >= LONGEST_PREFIX) {
      started = true;
      start.reset();
      decode(text, prefix(text), text.length);
    }
  }

  private void decode(byte[] text, int from, int to) throws InvalidBase64Exception {
    blob.take(base64.push(text, from, to));
  }

  private static int prefix(byte[] text) {
    if (!Arrays.equals(text, 0, SCHEME.length, SCHEME, 0, SCHEME.length)) {
      return 0;
    }
    var head = new String(text, 0, LONGEST_PREFIX, StandardCharsets.US_ASCII);
    int comma = head.indexOf(',');
    return head.startsWith(MARK, comma - MARK.length()) ? comma + 1 : 0;
  }
}
