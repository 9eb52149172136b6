package dev.ticketchat.chat.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Knows which stored files belong to messages, and which are on the way to one. Methods block;
/// when they return, what they wrote is on disk. Safe from any thread. When the database cannot be
/// reached they throw `Refused` with `UNAVAILABLE`.
///
/// A file is announced before it is stored, and claimed in the transaction that stores its message
/// ([dev.ticketchat.chat.messages.MessageStore#append]); so whatever a crash leaves behind is
/// known.
public interface FileRegistry {

  void announce(List<FileName> names, Instant now);

  /// Forgets announced files, which are deleted.
  void withdraw(List<FileName> names);

  /// Files announced before that moment and not claimed, at most `limit`, oldest first.
  List<FileName> unclaimed(Instant before, int limit);

  /// The attachment whose file or whose thumbnail has that name.
  Optional<Attachment> find(FileName name);
}
