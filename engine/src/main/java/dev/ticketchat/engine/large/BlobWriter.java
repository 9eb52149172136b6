package dev.ticketchat.engine.large;

import dev.ticketchat.engine.large.Blob.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one blob. Its pieces are taken on the sender's event loop and written by the spool's
/// threads, in order, one thread at a time; a sender that is ahead of the disk is paused until it
/// is not. A blob that is given up takes the rest and forgets it.
public final class BlobWriter implements LargeMessage {
  private static final Logger log = LoggerFactory.getLogger(BlobWriter.class);

  /// So far one sender may be ahead of the disk.
  private static final long MOST_UNWRITTEN = 256 * 1024;

  /// How long a reader waits for the last of them.
  private static final long PATIENCE_SECONDS = 8;

  private final Spool spool;
  private final Path path;
  private final Budget budget;
  private final Spool.Sender sender;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  // Guarded by this.
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private long size;
  private long unwritten;
  private boolean writing;
  private boolean paused;
  private boolean ended;
  private boolean unwanted;

  /// Of the thread that writes; handed to the next one through the lock.
  private @Nullable FileChannel file;

  BlobWriter(Spool spool, Path path, Budget budget, Spool.Sender sender) {
    this.spool = spool;
    this.path = path;
    this.budget = budget;
    this.sender = sender;
  }

  /// The blob, whole or not yet.
  public Blob blob() {
    return new Blob(this);
  }

  @Override
  public synchronized void take(byte[] piece) {
    if (unwanted) {
      return;
    }
    if (size + piece.length > spool.largestBlob()) {
      giveUp(Outcome.TOO_LARGE);
    } else if (!budget.take(piece.length)) {
      giveUp(Outcome.NO_ROOM);
    } else {
      size += piece.length;
      unwritten += piece.length;
      boolean tooMuch = spool.countUnwritten(piece.length) || unwritten > MOST_UNWRITTEN;
      waiting.add(piece);
      write();
      if (tooMuch && !paused && !unwanted) {
        paused = true;
        sender.pause();
      }
    }
  }

  @Override
  public synchronized void end() {
    ended = true;
    write();
  }

  @Override
  public void abort() {
    giveUp(Outcome.FAILED);
  }

  /// Keeps nothing of it, neither what came nor what comes.
  public synchronized void giveUp(Outcome why) {
    if (!unwanted) {
      unwanted = true;
      budget.giveBack(size);
      countWritten(unwritten);
      waiting.clear();
      outcome.complete(why);
      write(); // that is, deletes the file
    }
  }

  /// As the blob says.
  void release() {
    giveUp(Outcome.FAILED);
  }

  Outcome await() {
    try {
      return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return Outcome.FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Outcome.FAILED;
    }
  }

  synchronized long size() {
    return size;
  }

  Path path() {
    return path;
  }

  private void write() {
    if (!writing) {
      writing = spool.onDisk(this::drain);
    }
    if (!writing) { // the spool is closed
      giveUp(Outcome.FAILED);
    }
  }

  private void drain() {
    try {
      for (var piece = next(); piece != null; piece = next()) {
        append(piece);
        written(piece.length);
      }
    } catch (IOException e) {
      log.warn("a blob could not be written: {}", e.getClass().getSimpleName());
      failed();
    }
  }

  /// What to write next. Where nothing is left, the thread is done, and perhaps the blob.
  private synchronized byte @Nullable [] next() throws IOException {
    var piece = waiting.poll();
    if (piece != null) {
      return piece;
    }
    writing = false;
    if (ended || unwanted) {
      closeFile();
    }
    if (unwanted) {
      Files.deleteIfExists(path);
    } else if (ended) {
      outcome.complete(Outcome.WHOLE);
    }
    return null;
  }

  private void append(byte[] piece) throws IOException {
    var to = file;
    if (to == null) {
      to = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      file = to;
    }
    for (var bytes = ByteBuffer.wrap(piece); bytes.hasRemaining(); ) {
      to.write(bytes);
    }
  }

  private synchronized void written(int bytes) {
    if (!unwanted) {
      countWritten(bytes);
    }
  }

  private void countWritten(long bytes) {
    unwritten -= bytes;
    spool.countUnwritten(-bytes);
    if (paused && unwritten <= MOST_UNWRITTEN / 2) {
      paused = false;
      sender.resume();
    }
  }

  private synchronized void failed() {
    writing = false;
    giveUp(Outcome.FAILED);
  }

  private void closeFile() throws IOException {
    var open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
