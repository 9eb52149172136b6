package dev.ticketchat.infra.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;

/// One session of requests with clamd. Answers carry the number of their request, so an answer can
/// never be taken for that of another file. For one thread at a time; after an exception it can
/// only be closed.
final class ClamdConnection implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_ANSWER = 1024;

  private final TimedChannel channel;
  private final ByteBuffer chunk = ByteBuffer.allocate(Integer.BYTES + CHUNK);
  private final ByteBuffer received = ByteBuffer.allocate(LONGEST_ANSWER);
  private int requests;
  private boolean over;

  private ClamdConnection(TimedChannel channel) {
    this.channel = channel;
  }

  static ClamdConnection open(ClamdAddress address, ClamAvLimits limits, Deadline deadline)
      throws IOException {
    var connection = new ClamdConnection(connect(address, limits, deadline));
    try {
      connection.say("zIDSESSION\0", deadline);
      return connection;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /// Sends a command that is one word, and gives the answer.
  String ask(String command, Deadline deadline) throws IOException {
    requests++;
    say("z" + command + "\0", deadline);
    return readAnswer(deadline);
  }

  /// Has all of the content scanned. An answer that comes before the content's end is only taken
  /// where it says that the content is too long.
  ///
  /// @throws UncheckedIOException when the content cannot be read
  ClamdAnswer scan(ReadableByteChannel content, Deadline deadline) throws IOException {
    requests++;
    say("zINSTREAM\0", deadline);
    var whole = send(content, deadline);
    var answer = ClamdAnswer.parse(readAnswer(deadline));
    over = !whole || answer instanceof ClamdAnswer.TooLong || answer instanceof ClamdAnswer.Other;
    return whole || answer instanceof ClamdAnswer.TooLong
        ? answer
        : new ClamdAnswer.Other("an answer before the end of the file");
  }

  /// Whether it may be asked again.
  boolean isReusable() {
    try {
      return !over && !channel.isReadable();
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    channel.close();
  }

  private static TimedChannel connect(ClamdAddress address, ClamAvLimits limits, Deadline deadline)
      throws IOException {
    var limit = deadline.orIn(limits.connect());
    var failure = new IOException("no address");
    for (var place : address.lookUp(limit)) {
      try {
        return TimedChannel.connect(place, limits.silence(), limit);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private void say(String command, Deadline deadline) throws IOException {
    if (!channel.write(ByteBuffer.wrap(command.getBytes(US_ASCII)), deadline)) {
      throw new IOException("an answer that nobody asked for");
    }
  }

  /// Whether all of it was sent. False when clamd answers, or ends the connection, before that;
  /// when it does both, the answer can still be read.
  private boolean send(ReadableByteChannel content, Deadline deadline) throws IOException {
    int length;
    do {
      length = fillChunk(content);
      if (channel.isReadable() || !write(chunk, deadline)) {
        return false;
      }
    } while (length > 0);
    return true;
  }

  private boolean write(ByteBuffer bytes, Deadline deadline) throws IOException {
    try {
      return channel.write(bytes, deadline);
    } catch (SocketTimeoutException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException _) {
      return false;
    }
  }

  /// Fills the chunk, its length first. The last chunk of a content is an empty one.
  private int fillChunk(ReadableByteChannel content) {
    chunk.clear().position(Integer.BYTES);
    try {
      while (chunk.hasRemaining() && content.read(chunk) >= 0) {
        // There is more.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var length = chunk.position() - Integer.BYTES;
    chunk.putInt(0, length).flip();
    return length;
  }

  private String readAnswer(Deadline deadline) throws IOException {
    received.clear();
    do {
      if (!received.hasRemaining()) {
        throw new IOException("an answer without end");
      }
      channel.read(received, deadline);
    } while (received.get(received.position() - 1) != 0);
    var text = new String(received.array(), 0, received.position() - 1, ISO_8859_1);
    var number = requests + ": ";
    if (!text.startsWith(number)) {
      throw new IOException("an answer to no request: " + ClamdAnswer.printable(text));
    }
    return text.substring(number.length());
  }
}
