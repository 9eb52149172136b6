package dev.ticketchat.engine.large;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The folder that blobs lie in, and the threads that write them. Safe from any thread.
public final class Spool implements AutoCloseable {
  private static final int NAME_BYTES = 16;
  private static final int WRITERS = 2;
  private static final int CLOSING_SECONDS = 5;

  /// One in so many bytes of the heap.
  private static final int PART_FOR_TEXTS = 8;

  /// What a spool may hold.
  ///
  /// @param blob bytes of the largest blob
  /// @param all bytes of all blobs that are not closed
  /// @param strangers bytes of those among them that came from clients nobody vouches for yet
  /// @param unwritten bytes that may wait in memory for the disk; whoever sends beyond is paused
  public record Limits(long blob, long all, long strangers, long unwritten) {}

  /// Who sends.
  public interface Sender {

    /// Calls nest; each is followed by one of [#resume].
    void pause();

    void resume();

    /// Whether the application vouches for it.
    boolean trusted();
  }

  private final Path folder;
  private final Limits limits;
  private final Budget all;
  private final Budget strangers;
  private final Budget texts = new Budget(Runtime.getRuntime().maxMemory() / PART_FOR_TEXTS);
  private final AtomicLong unwritten = new AtomicLong();
  private final SecureRandom random = new SecureRandom();
  private final ExecutorService writers =
      Executors.newFixedThreadPool(WRITERS, Thread.ofPlatform().name("spool-", 0).factory());

  /// A spool without blobs.
  ///
  /// @param folder must be there; what an earlier process left in it is its owner's to delete
  public Spool(Path folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
    this.all = new Budget(limits.all());
    this.strangers = new Budget(limits.strangers());
  }

  /// Begins a blob. On the sender's event loop.
  public BlobWriter begin(Sender sender) {
    var budget = sender.trusted() ? all : strangers;
    return new BlobWriter(this, folder.resolve(newName()), budget, sender);
  }

  /// Begins a blob of which nothing is kept, because there may not be another one.
  public BlobWriter refuse(Sender sender) {
    var writer = begin(sender);
    writer.giveUp(Blob.Outcome.NO_ROOM);
    return writer;
  }

  /// Memory for the texts around large values, until they are whole.
  public Budget texts() {
    return texts;
  }

  /// Bytes that wait in memory.
  public long unwritten() {
    return unwritten.get();
  }

  /// Writes what waits; what comes later is refused.
  @Override
  public void close() {
    writers.shutdown();
    try {
      if (!writers.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        writers.shutdownNow();
      }
    } catch (InterruptedException _) {
      writers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  long largestBlob() {
    return limits.blob();
  }

  /// Counts bytes that wait from now on, or with a minus no longer.
  ///
  /// @return whether too many do
  boolean countUnwritten(long bytes) {
    return unwritten.addAndGet(bytes) > limits.unwritten();
  }

  /// Whether the task will run.
  boolean onDisk(Runnable task) {
    try {
      writers.execute(task);
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  private String newName() {
    var bytes = new byte[NAME_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
