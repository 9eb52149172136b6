package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.recovery.SavedSession;
import dev.ticketchat.chat.recovery.SavedSessions;
import dev.ticketchat.chat.recovery.SessionKey;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sessions in a relational database. What is to be saved waits for the committer in memory, where
/// a later word on a session takes the place of an earlier one: a client that signs in and joins is
/// written once.
final class SqlSavedSessions implements SavedSessions {
  /// While the database is away; past it, what is new is not saved.
  private static final int MOST_WAITING = 100_000;

  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);

  private final Committer committer;
  private final InstantSource clock;
  private final Map<SessionKey, Change> waiting = new LinkedHashMap<>();
  private boolean writing;

  /// Of the committer's thread alone.
  private long sweptAt;

  private sealed interface Change {
    record Save(SavedSession session, Optional<Instant> endedAt) implements Change {}

    record Forget() implements Change {}
  }

  /// Whoever was connected when the database was closed, or was not, has from now on to come back.
  SqlSavedSessions(Committer committer, InstantSource clock) {
    this.committer = committer;
    this.clock = clock;
    var now = clock.millis();
    var _ = committer.submit(statements -> SessionRow.endAll(statements, now));
  }

  @Override
  public void save(SessionKey key, SavedSession session) {
    put(key, new Change.Save(session, Optional.empty()));
  }

  @Override
  public void saveEnded(SessionKey key, SavedSession session) {
    put(key, new Change.Save(session, Optional.of(clock.instant())));
  }

  @Override
  public void forget(SessionKey key) {
    put(key, new Change.Forget());
  }

  @Override
  public Optional<SavedSession> take(SessionKey key) {
    var since = clock.millis() - KEPT.toMillis();
    var last = remove(key);
    var stored =
        committer.commit(statements -> {
          var found = SessionRow.find(statements, key, since);
          SessionRow.delete(statements, key);
          return found;
        });
    return last.isPresent() ? sessionOf(last.get()) : stored;
  }

  private static Optional<SavedSession> sessionOf(Change change) {
    return change instanceof Change.Save(var session, var _)
        ? Optional.of(session)
        : Optional.empty();
  }

  private synchronized void put(SessionKey key, Change change) {
    if (waiting.size() < MOST_WAITING || waiting.containsKey(key)) {
      waiting.put(key, change);
    }
    if (!writing) {
      writing = committer.submit(new Changes());
    }
  }

  private synchronized Optional<Change> remove(SessionKey key) {
    return Optional.ofNullable(waiting.remove(key));
  }

  private synchronized Map<SessionKey, Change> drain() {
    writing = false;
    var drained = Map.copyOf(waiting);
    waiting.clear();
    return drained;
  }

  /// Where the database is away, it is tried again with the next change.
  private synchronized void putBack(Map<SessionKey, Change> changes) {
    changes.forEach(waiting::putIfAbsent);
  }

  /// All that waits when its turn comes; the same where it is run again.
  private final class Changes implements Write<Integer> {
    private volatile @Nullable Map<SessionKey, Change> taken;

    @Override
    public Integer run(Statements statements) throws SQLException {
      var changes = taken;
      if (changes == null) {
        changes = drain();
        taken = changes;
      }
      for (var change : changes.entrySet()) {
        apply(statements, change.getKey(), change.getValue());
      }
      sweepNowAndThen(statements);
      return changes.size();
    }

    @Override
    public void failed() {
      var changes = taken;
      if (changes != null) {
        putBack(changes);
      }
    }
  }

  private static void apply(Statements statements, SessionKey key, Change change)
      throws SQLException {
    switch (change) {
      case Change.Save(var session, var endedAt) ->
          SessionRow.save(statements, key, session, endedAt);
      case Change.Forget() -> SessionRow.delete(statements, key);
    }
  }

  private void sweepNowAndThen(Statements statements) throws SQLException {
    var now = clock.millis();
    if (Math.abs(now - sweptAt) > BETWEEN_SWEEPS.toMillis()) {
      sweptAt = now;
      SessionRow.deleteEndedBefore(statements, now - KEPT.toMillis());
    }
  }
}
