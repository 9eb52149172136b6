package dev.ticketchat.chat.files;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The uploads that one send names, in its order: files to send, or the digests of files that
/// another send has, or had. By the digests a repeated send finds its message either way.
///
/// ```java
/// try (var claim = uploads.claim(sender, ticket, ids)) {
///   switch (claim) {
///     case Claim.Files files -> send(files.files()); // giveBack() where that may be repeated
///     case Claim.Spent spent -> find(spent.digests()).orElseThrow(spent::refusal);
///   }
/// }
/// ```
public sealed interface Claim extends AutoCloseable {

  /// By what the files are recognised.
  List<Digest> digests();

  /// The send is over. Does not throw; closing twice is closing once.
  @Override
  void close();

  /// What is left of a file once it was sent.
  ///
  /// @param originalName cleaned
  /// @param sentHash as [CheckedFile#sentHash]
  record Digest(String originalName, String sentHash) {
    static Digest of(CheckedFile file) {
      return new Digest(file.originalName(), file.sentHash());
    }
  }

  /// Files that are this send's alone, to be stored. [#giveBack] when the send failed and may be
  /// repeated; then, or without it, [#close].
  final class Files implements Claim {
    private final List<CheckedFile> files;
    private final Runnable returned;
    private final Runnable over;
    private final AtomicBoolean settled = new AtomicBoolean();

    /// One of the two runs, once.
    Files(List<CheckedFile> files, Runnable returned, Runnable over) {
      this.files = List.copyOf(files);
      this.returned = returned;
      this.over = over;
    }

    /// Of a send that names no uploads.
    static Files none() {
      return new Files(List.of(), () -> {}, () -> {});
    }

    /// Closed by [#close].
    public List<CheckedFile> files() {
      return files;
    }

    @Override
    public List<Digest> digests() {
      return files.stream().map(Digest::of).toList();
    }

    /// Nothing was sent, as far as is known: the files wait for another send. If a store has taken
    /// the bytes of any, this is [#close].
    public void giveBack() {
      settle(returned);
    }

    /// What was not stored is deleted, unless it was given back. The digests are kept for a while.
    @Override
    public void close() {
      settle(over);
    }

    private void settle(Runnable how) {
      if (settled.compareAndSet(false, true)) {
        how.run();
      }
    }
  }

  /// At least one of them was handed over before, so that none is now.
  ///
  /// @param underWay that send is not over: whether it has a message is not known yet
  record Spent(List<Digest> digests, boolean underWay) implements Claim {
    public Spent {
      digests = List.copyOf(digests);
    }

    /// What to say when no message is found: `UNAVAILABLE` if one may come, so that the client
    /// repeats; else `NOT_FOUND`.
    public Refused refusal() {
      return underWay
          ? Refused.unavailable()
          : new Refused(ErrorCode.NOT_FOUND, "This file was already sent. Please upload it again.");
    }

    @Override
    public void close() {}
  }
}
