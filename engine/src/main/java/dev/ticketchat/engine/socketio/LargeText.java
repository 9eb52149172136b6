package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.large.Blob;
import dev.ticketchat.engine.large.BlobWriter;
import dev.ticketchat.engine.large.LargeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The text of one large packet as it comes. Strings that are long are lifted out of it: their
/// base64 goes to blobs, and a mark stands in their place, which no client can guess. What is left
/// is read as any other packet.
final class LargeText implements LargeMessage {
  /// A string of more bytes is long.
  private static final int LONG = LargeMessage.THRESHOLD;

  private static final int OUTSIDE = -1;

  private final int maxText;
  private final String secret;
  private final Supplier<BlobWriter> blobs;
  private final PacketAssembler receiver;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream(LONG);
  private final List<Blob> lifted = new ArrayList<>();
  private @Nullable LiftedString lifting;
  private int stringStart = OUTSIDE;
  private boolean escaped;
  private boolean over;

  /// A text of which nothing has come.
  ///
  /// @param receiver takes the text without its long strings
  LargeText(Shared shared, Supplier<BlobWriter> blobs, PacketAssembler receiver) {
    this.maxText = shared.config().maxText();
    this.secret = shared.newId() + "#";
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
    text.write(piece, from, to - from);
    if (text.size() > maxText) {
      abort();
      receiver.malformed(new MalformedPacketException("a text that is too long"));
    }
  }

  @Override
  public void end() {
    if (over) {
      return;
    }
    if (stringStart != OUTSIDE) {
      abort();
      receiver.malformed(new MalformedPacketException("a text that ends within a string"));
      return;
    }
    over = true;
    receiver.addText(text.toByteArray(), new Lifted(secret, lifted));
  }

  @Override
  public void abort() {
    over = true;
    if (lifting != null) {
      lifting.abort();
    }
    lifted.forEach(Blob::close);
  }

  /// What was lifted out of a text.
  ///
  /// @param secret stands in the text with the blob's index behind it
  record Lifted(String secret, List<Blob> blobs) {
    static final Lifted NOTHING = new Lifted("", List.of());
  }
}
