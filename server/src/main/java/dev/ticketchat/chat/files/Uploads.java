package dev.ticketchat.chat.files;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.TicketId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Files that come in chunks, before the message that they are for. They outlive the connection
/// that brings them, not the server. To another user an upload is the same as an unknown one.
///
/// Methods block for the disk, and [#finish] for the check; safe from any thread. Nothing here runs
/// by itself: what is due is over when somebody asks for it or calls [#expire].
public final class Uploads implements AutoCloseable {
  private final UploadLimits limits;
  private final Workspace workspace;
  private final CheckFile checkFile;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Consumer<IOException> writeFailures;
  private final UploadBudget budget;
  private final SentUploads sent;
  private final ConcurrentHashMap<UploadKey, Upload> uploads = new ConcurrentHashMap<>();
  private final Claims claims;
  private volatile boolean closed;

  /// @param random in production a `SecureRandom`: an id lets its user in
  /// @param writeFailures told of each chunk that could not be written; any thread
  public Uploads(
      UploadLimits limits,
      Workspace workspace,
      CheckFile checkFile,
      InstantSource clock,
      RandomGenerator random,
      Consumer<IOException> writeFailures) {
    this.limits = limits;
    this.workspace = workspace;
    this.checkFile = checkFile;
    this.clock = clock;
    this.random = random;
    this.writeFailures = writeFailures;
    this.budget = new UploadBudget(limits);
    this.sent = new SentUploads(limits, clock);
    this.claims = new Claims(uploads, sent);
  }

  /// Begins an upload.
  ///
  /// @throws Refused `RATE_LIMITED` if the user has too much on the way, `UNAVAILABLE` if all have,
  ///   or the disk is full
  public UploadProgress open(UserId owner, NewUpload file) {
    var lease = budget.take(owner, file.size());
    try {
      var id = UploadId.random(random);
      var upload = new Upload(id, file, limits, workspace.create(), lease, clock);
      uploads.put(new UploadKey(owner, id), upload);
      if (closed) {
        cancel(owner, id);
        throw Refused.unavailable();
      }
      return upload.resume(file);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /// Goes on with an upload, wherever it was begun.
  ///
  /// @throws Refused `NOT_FOUND`; `INVALID` if it is for another ticket or of another size
  public UploadProgress resume(UserId owner, UploadId id, NewUpload file) {
    return find(owner, id).resume(file);
  }

  /// Takes the next chunk, or says that it came before.
  ///
  /// @throws Refused `NOT_FOUND`; `INVALID` with the offset that is next; `UNAVAILABLE` if it could
  ///   not be written, which may be tried again
  public ChunkReceipt append(UserId owner, UploadId id, long offset, ByteBuffer chunk) {
    try {
      return find(owner, id).append(offset, chunk);
    } catch (IOException e) {
      writeFailures.accept(e);
      throw UploadWords.notStored();
    }
  }

  /// Checks the whole file. Finishing twice is finishing once. A file that is not taken is gone.
  ///
  /// @throws Refused `NOT_FOUND`; `INVALID` if bytes are missing; `UNAVAILABLE` if the file could
  ///   not be checked, or its turn did not come, which may be tried again; whatever the check says
  public FinishedUpload finish(UserId owner, UploadId id) {
    var upload = find(owner, id);
    return upload.beginCheck().orElseGet(() -> finish(new UploadKey(owner, id), upload));
  }

  /// Ends an upload; that there is none is no error.
  public void cancel(UserId owner, UploadId id) {
    Optional.ofNullable(uploads.remove(new UploadKey(owner, id))).ifPresent(Upload::end);
  }

  /// Hands finished uploads over to one send. At most one send gets them; another that names any of
  /// them gets digests.
  ///
  /// @throws Refused `NOT_FOUND` or `INVALID` with which of them, counted from 1; none is handed
  ///   over then
  public Claim claim(UserId owner, TicketId ticket, List<UploadId> ids) {
    return ids.isEmpty() ? Claim.Files.none() : claims.claim(owner, ticket, ids);
  }

  /// Ends what nobody came back for, and forgets what was sent long ago. To be called about once a
  /// minute.
  public void expire() {
    uploads.values().removeIf(Upload::isOver);
    sent.expire();
  }

  /// Ends and deletes all of them; what is being checked or sent goes when that is over. No upload
  /// begins any more.
  @Override
  public void close() {
    closed = true;
    uploads.values().forEach(Upload::end);
    uploads.clear();
  }

  private Upload find(UserId owner, UploadId id) {
    return Optional.ofNullable(uploads.get(new UploadKey(owner, id)))
        .filter(upload -> !upload.isOver())
        .orElseThrow(UploadWords::notFound);
  }

  private FinishedUpload finish(UploadKey key, Upload upload) {
    try {
      return upload.ready(inTurn(upload));
    } catch (Refused refused) {
      if (refused.code() == ErrorCode.UNAVAILABLE) {
        upload.unchecked();
      } else {
        upload.refused(refused);
        uploads.remove(key, upload);
      }
      throw refused;
    } catch (RuntimeException | Error bug) {
      upload.refused(UploadWords.notFound());
      uploads.remove(key, upload);
      throw bug;
    }
  }

  /// Checks a file when its turn comes among those of its user.
  private CheckedFile inTurn(Upload upload) {
    var turns = upload.lease().turns();
    try {
      if (!turns.tryAcquire(limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
        throw Refused.unavailable();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Refused.unavailable();
    }
    try {
      return checkFile.check(upload.incoming(), "File");
    } finally {
      turns.release();
    }
  }
}
