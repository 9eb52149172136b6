package dev.ticketchat.chat.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Knows which stored files belong to messages, and which are on the way to one. Methods block;
/// when they return, what they wrote is on disk. Safe from any thread. When the database cannot be
/// reached they throw `Refused` with `UNAVAILABLE`; what they were to write may then still be
/// written.
///
/// A file is announced before it is stored, and claimed in the transaction that stores its message
/// ([dev.ticketchat.chat.messages.MessageStore#append]); so whatever a crash leaves behind is
/// known. To be deleted, it is withdrawn first, which rules out a claim, and forgotten last.
public interface FileRegistry {

  void announce(List<FileName> names, Instant now);

  /// Rules out that a message claims these files, and says of which that is true: those that no
  /// message has, and none will ever have. They can be deleted. Withdrawing twice is withdrawing
  /// once, and what was never announced is withdrawn too.
  List<FileName> withdraw(List<FileName> names);

  /// Drops withdrawn files that are deleted now.
  void forget(List<FileName> names);

  /// Files announced before that moment and neither claimed nor forgotten, at most `limit`, oldest
  /// first.
  List<FileName> unclaimed(Instant before, int limit);

  /// The attachment whose file or whose thumbnail has that name.
  Optional<Attachment> find(FileName name);
}
