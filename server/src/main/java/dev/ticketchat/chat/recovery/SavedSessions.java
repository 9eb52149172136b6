package dev.ticketchat.chat.recovery;

import java.time.Duration;
import java.util.Optional;

/// The sessions that clients may come back to: those that are connected, in case that the server
/// dies, and those that ended within [#KEPT]. Safe from any thread. What is asked of it happens in
/// the order asked.
public interface SavedSessions {
  /// How long a client may be away.
  Duration KEPT = Duration.ofMinutes(2);

  /// Saves the session of a client that is connected, in place of what was saved before. Returns at
  /// once; it is on disk soon after. Where it cannot be saved, its client cannot come back to it.
  void save(SessionKey key, SavedSession session);

  /// As [#save], and blocks until it is on disk; or until it is certain that this takes longer, as
  /// when the store is away.
  void saveNow(SessionKey key, SavedSession session);

  /// As [#save], of a client that is gone: its time runs from now.
  void saveEnded(SessionKey key, SavedSession session);

  /// Forgets a session. Returns at once.
  void forget(SessionKey key);

  /// Gives a session out, once: it is forgotten with that. Blocks until that is on disk.
  ///
  /// @throws dev.ticketchat.chat.Refused `UNAVAILABLE` when the store is
  Optional<SavedSession> take(SessionKey key);
}
