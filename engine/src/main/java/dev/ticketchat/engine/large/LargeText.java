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

  /// Bytes of room that are asked for at a time.
  private static final int STEP = 16 * 1024;

  /// Takes the text without its long strings. Called once, on the event loop.
  public interface Receiver {
    /// The text is whole. The blobs are the receiver's.
    void onText(byte[] text, Lifted lifted);

    /// It has too much besides its long strings, ends within one, or there is no room for it.
    void onUnreadable(String why);
  }

  private final int maxText;
  private final String secret;
  private final Supplier<BlobWriter> blobs;
  private final Budget room;
  private final Receiver receiver;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final List<Blob> lifted = new ArrayList<>();
  private @Nullable LiftedString lifting;
  private int stringStart = OUTSIDE;
  private boolean escaped;
  private int granted;
  private boolean over;

  /// A text of which nothing has come.
  ///
  /// @param maxText bytes of text without its long strings
  /// @param secret made for this text alone
  /// @param room for all texts that are not whole yet
  public LargeText(
      int maxText, String secret, Supplier<BlobWriter> blobs, Budget room, Receiver receiver) {
    this.maxText = maxText;
    this.secret = secret + "#";
    this.blobs = blobs;
    this.room = room;
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
    giveBack();
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
    } else if (!hasRoom()) {
      abort();
      receiver.onUnreadable("a text for which there is no room now");
    }
  }

  private boolean hasRoom() {
    int missing = Math.max(0, text.size() - granted);
    int more = Math.ceilDiv(missing, STEP) * STEP;
    if (more > 0 && !room.take(more)) {
      return false;
    }
    granted += more;
    return true;
  }

  private void giveBack() {
    room.giveBack(granted);
    granted = 0;
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
    giveBack();
    receiver.onText(text.toByteArray(), new Lifted(secret, lifted));
  }

  @Override
  public void abort() {
    over = true;
    giveBack();
    if (lifting != null) {
      lifting.abort();
    }
    lifted.forEach(Blob::close);
  }
}
