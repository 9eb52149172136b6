package dev.ticketchat.chat.files;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.UploadState.Checking;
import dev.ticketchat.chat.files.UploadState.Claimed;
import dev.ticketchat.chat.files.UploadState.Gone;
import dev.ticketchat.chat.files.UploadState.Ready;
import dev.ticketchat.chat.files.UploadState.Receiving;
import dev.ticketchat.chat.tickets.TicketId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One file on its way. Safe from any thread: one step at a time, and chunks in the order of their
/// offsets, whoever brings them. It is locked while a chunk is written, not while a file is
/// checked.
final class Upload {
  /// Threads that may wait for a check that another one makes.
  private static final int MOST_WAITING = 4;

  private final UploadId id;
  private final NewUpload file;
  private final UploadLimits limits;
  private final TemporaryFile content;
  private final UploadBudget.Lease lease;
  private final InstantSource clock;
  private UploadState state;
  private int waiting;

  /// @param content this upload's from here on, as the lease is
  Upload(
      UploadId id,
      NewUpload file,
      UploadLimits limits,
      TemporaryFile content,
      UploadBudget.Lease lease,
      InstantSource clock) {
    this.id = id;
    this.file = file;
    this.limits = limits;
    this.content = content;
    this.lease = lease;
    this.clock = clock;
    this.state = new Receiving(0, after(limits.idle()));
  }

  TicketId ticketId() {
    return file.ticketId();
  }

  UploadBudget.Lease lease() {
    return lease;
  }

  /// Goes on with it.
  ///
  /// @throws Refused `INVALID` if this is not that file
  synchronized UploadProgress resume(NewUpload asked) {
    if (!file.ticketId().equals(asked.ticketId()) || file.size() != asked.size()) {
      throw UploadWords.otherFile();
    }
    renew();
    return progress();
  }

  /// Takes the next chunk, or one that came before. A chunk of any kind keeps the upload alive.
  ///
  /// @throws Refused `INVALID` with the next offset if it is neither
  /// @throws IOException if it could not be written: nothing has changed
  synchronized ChunkReceipt append(long offset, ByteBuffer chunk) throws IOException {
    renew();
    var reached = progress();
    var end = offset + chunk.remaining();
    if (end <= reached.offset()) {
      return new ChunkReceipt.Repeated(reached.offset());
    }
    var expected = Math.min(limits.chunkSize(), file.size() - reached.offset());
    if (offset != reached.offset() || chunk.remaining() != expected) {
      throw UploadWords.misplaced(reached);
    }
    write(offset, chunk);
    state = new Receiving(end, after(limits.idle()));
    return new ChunkReceipt.Taken(end);
  }

  /// Begins the check, or says what it found before. Waits for one that another thread makes.
  ///
  /// @return empty if this thread is to make it, and to call [#ready], [#unchecked] or [#refused]
  synchronized Optional<FinishedUpload> beginCheck() {
    awaitCheck();
    return switch (state) {
      case Receiving(var offset, _) -> {
        if (offset < file.size()) {
          throw UploadWords.incomplete(offset);
        }
        state = new Checking();
        yield Optional.empty();
      }
      case Checking() -> throw Refused.unavailable();
      case Ready _, Claimed _ -> state.file().map(found -> FinishedUpload.of(id, found));
      case Gone(var why) -> throw why;
    };
  }

  /// What there is to check, for who began that.
  ///
  /// @throws Refused if nobody wants it any more
  synchronized IncomingFile incoming() {
    demandWanted();
    return new IncomingFile(file.name(), file.declaredType(), content);
  }

  /// The check is over, and the file good.
  ///
  /// @throws Refused if nobody wants it any more
  synchronized FinishedUpload ready(CheckedFile found) {
    if (state instanceof Gone) {
      found.close();
    }
    demandWanted();
    state = new Ready(found, after(limits.kept()));
    notifyAll();
    return FinishedUpload.of(id, found);
  }

  /// The check could not be made; it may be begun again.
  synchronized void unchecked() {
    if (state instanceof Gone) {
      delete();
    } else {
      state = new Receiving(file.size(), after(limits.idle()));
      notifyAll();
    }
  }

  /// The check is over, and the file is not taken.
  synchronized void refused(Refused why) {
    leave(why);
    delete();
  }

  /// By what a checked file is recognised.
  synchronized Optional<Claim.Digest> digest() {
    demandWanted();
    return state.file().map(Claim.Digest::of);
  }

  /// Hands the file over, if it is here and nobody has it.
  synchronized Optional<CheckedFile> claim() {
    if (!(state instanceof Ready(var found, _))) {
      return Optional.empty();
    }
    state = new Claimed(found);
    return Optional.of(found);
  }

  /// Takes a claimed file back, to wait for another send; unless it was canceled meanwhile.
  synchronized void takeBack(CheckedFile found) {
    if (state instanceof Claimed) {
      state = new Ready(found, after(limits.kept()));
    } else {
      drop(found);
    }
  }

  /// A claimed file was sent, or cannot be: what was not stored of it is deleted.
  synchronized void drop(CheckedFile found) {
    leave(UploadWords.notFound());
    found.close();
    delete();
  }

  /// Ends it; what is being checked or sent is deleted when that is over.
  synchronized void end() {
    switch (state) {
      case Receiving _ -> delete();
      case Ready(var found, _) -> drop(found);
      case Checking _, Claimed _, Gone _ -> {}
    }
    leave(UploadWords.notFound());
  }

  /// Whether it is over; ends it when its time has come.
  synchronized boolean isOver() {
    if (state.isDue(clock.instant())) {
      end();
    }
    return state instanceof Gone;
  }

  private void renew() {
    demandWanted();
    if (state instanceof Receiving(var offset, _)) {
      state = new Receiving(offset, after(limits.idle()));
    }
  }

  private void demandWanted() {
    if (state instanceof Gone(var why)) {
      throw why;
    }
  }

  private void leave(Refused why) {
    if (!(state instanceof Gone)) {
      state = new Gone(why);
      notifyAll();
    }
  }

  private void delete() {
    content.close();
    lease.close();
  }

  private UploadProgress progress() {
    var offset = state instanceof Receiving(var reached, _) ? reached : file.size();
    return new UploadProgress(id, offset, limits.chunkSize(), file.size());
  }

  private void write(long offset, ByteBuffer bytes) throws IOException {
    try (var channel = FileChannel.open(content.path(), StandardOpenOption.WRITE)) {
      var at = offset;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }
  }

  private synchronized void awaitCheck() {
    if (!(state instanceof Checking)) {
      return;
    }
    if (waiting == MOST_WAITING) {
      throw Refused.unavailable();
    }
    waiting++;
    try {
      var left = limits.patience().toNanos();
      var deadline = System.nanoTime() + left;
      while (state instanceof Checking && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Refused.unavailable();
    } finally {
      waiting--;
    }
  }

  private Instant after(Duration time) {
    return clock.instant().plus(time);
  }
}
