package dev.ticketchat.engine.large;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One large text with JSON in it as it comes. Strings that are long are lifted out of it: their
/// base64 goes to blobs, and a mark stands in their place, which no client can guess. What is left
/// is small enough to be read as any other text.
public final class LargeText implements LargeMessage {
  /// A string of more bytes is long: what it stands for in base64 would be large.
  private static final int LONG = Math.ceilDiv(LargeMessage.THRESHOLD, 3) * 4;

  private static final int OUTSIDE = -1;

  /// Takes the text without its long strings. Called once, on the event loop.
  public interface Receiver {
    /// The text is whole. The blobs are the receiver's.
    void onText(byte[] text, Lifted lifted);

    /// It has too much besides its long strings, or ends within one.
    void onUnreadable(String why);
  }

  private final int maxText;
  private final String secret;
  private final Supplier<BlobWriter> blobs;
  private final Receiver receiver;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final List<Blob> lifted = new ArrayList<>();
  private @Nullable LiftedString lifting;
  private int stringStart = OUTSIDE;
  private boolean escaped;
  private boolean over;

  /// A text of which nothing has come.
  ///
  /// @param maxText bytes of text without its long strings
  /// @param secret made for this text alone
  public LargeText(int maxText, String secret, Supplier<BlobWriter> blobs, Receiver receiver) {
    this.maxText = maxText;
    this.secret = secret + "#";
    this.blobs = blobs;
    this.receiver = receiver;
  }

  @Override
  public void take(byte[] piece) {
    int at = 0;
    while (at < piece.length && !over) {
      at = stringStart == OUTSIDE ? outside(piece, at) : inside(piece, at);
    }
  }

  /// Copies up to the next string, its quote included.
  private int outside(byte[] piece, int from) {
    int end = from;
    while (end < piece.length && piece[end] != '"') {
      end++;
    }
    boolean found = end < piece.length;
    int to = found ? end + 1 : end;
    copy(piece, from, to);
    if (found) {
      stringStart = text.size();
    }
    return to;
  }

  /// Copies or lifts up to the end of the string.
  private int inside(byte[] piece, int from) {
    int end = from;
    while (end < piece.length && (escaped || piece[end] != '"')) {
      escaped = !escaped && piece[end] == '\\';
      end++;
    }
    copyOrLift(piece, from, end);
    if (end == piece.length) {
      return end;
    }
    endString();
    copy(piece, end, end + 1);
    return end + 1;
  }

  private void copyOrLift(byte[] piece, int from, int to) {
    if (lifting == null && text.size() - stringStart + to - from <= LONG) {
      copy(piece, from, to);
      return;
    }
    if (lifting == null) {
      lifting = beginLifting();
    }
    lifting.take(piece, from, to);
  }

  private LiftedString beginLifting() {
    var string = new LiftedString(blobs.get());
    byte[] soFar = text.toByteArray();
    string.take(soFar, stringStart, soFar.length);
    text.reset();
    text.write(soFar, 0, stringStart);
    return string;
  }

  private void endString() {
    if (lifting != null) {
      lifting.end();
      lifted.add(lifting.blob());
      text.writeBytes((secret + (lifted.size() - 1)).getBytes(StandardCharsets.US_ASCII));
      lifting = null;
    }
    stringStart = OUTSIDE;
  }

  private void copy(byte[] piece, int from, int to) {
    if (over) {
      return;
    }
    text.write(piece, from, to - from);
    if (text.size() > maxText) {
      abort();
      receiver.onUnreadable("a text that is too long");
    }
  }

  @Override
  public void end() {
    if (over) {
      return;
    }
    if (stringStart != OUTSIDE) {
      abort();
      receiver.onUnreadable("a text that ends within a string");
      return;
    }
    over = true;
    receiver.onText(text.toByteArray(), new Lifted(secret, lifted));
  }

  @Override
  public void abort() {
    over = true;
    if (lifting != null) {
      lifting.abort();
    }
    lifted.forEach(Blob::close);
  }
}
