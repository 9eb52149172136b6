package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.recovery.SavedSession;
import dev.ticketchat.chat.recovery.SavedSessions;
import dev.ticketchat.chat.recovery.SessionKey;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sessions in a relational database. What is to be saved waits for the committer in memory, where
/// a later word on a session takes the place of an earlier one: a client that signs in and joins is
/// written once.
///
/// A session is asked for by one caller at a time: who takes it is its only user from there on. So
/// what a failed transaction puts back while it is being written or taken is older, and is dropped.
final class SqlSavedSessions implements SavedSessions, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlSavedSessions.class);

  /// While the database is away; past it, what is new is not saved.
  private static final int MOST_WAITING = 100_000;

  /// In one transaction: when everybody comes or goes at once, messages do not wait for all of
  /// them.
  private static final int MOST_AT_ONCE = 128;

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
  public void saveNow(SessionKey key, SavedSession session) {
    var save = new Change.Save(session, Optional.empty());
    remove(key);
    try {
      committer.commit(statements -> apply(statements, key, save));
      remove(key);
    } catch (Refused storeIsAway) {
      put(key, save);
    }
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
    try {
      var stored = committer.commit(statements -> take(statements, key, since));
      remove(key);
      return last.isPresent() ? sessionOf(last.get()) : stored;
    } catch (Refused storeIsAway) {
      last.ifPresent(change -> keep(key, change));
      throw storeIsAway;
    }
  }

  /// Writes what waits.
  @Override
  public void close() {
    try {
      committer.commit(new Changes(Integer.MAX_VALUE));
    } catch (Refused storeIsAway) {
      LOG.warn("Sessions are not saved: their clients begin afresh, or where they stood before");
    }
  }

  private static Optional<SavedSession> take(Statements statements, SessionKey key, long since)
      throws SQLException {
    var found = SessionRow.find(statements, key, since);
    SessionRow.delete(statements, key);
    return found;
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
    writeWhatWaits();
  }

  private synchronized void writeWhatWaits() {
    if (!writing && !waiting.isEmpty()) {
      writing = committer.submit(new Changes(MOST_AT_ONCE), _ -> written());
    }
  }

  /// Unless there is a later one.
  private synchronized void keep(SessionKey key, Change change) {
    waiting.putIfAbsent(key, change);
  }

  private synchronized Optional<Change> remove(SessionKey key) {
    return Optional.ofNullable(waiting.remove(key));
  }

  /// The oldest; what is left has its turn after those who wait for the committer by now.
  private synchronized Map<SessionKey, Change> drain(int most) {
    var drained = HashMap.<SessionKey, Change>newHashMap(Math.min(most, waiting.size()));
    for (var oldest = waiting.entrySet().iterator(); oldest.hasNext() && drained.size() < most; ) {
      var change = oldest.next();
      drained.put(change.getKey(), change.getValue());
      oldest.remove();
    }
    return drained;
  }

  private synchronized void written() {
    writing = false;
    writeWhatWaits();
  }

  /// Where the database is away, it is tried again with the next change.
  private synchronized void putBack(Map<SessionKey, Change> changes) {
    changes.forEach(waiting::putIfAbsent);
    writing = false;
  }

  /// Of what waits when its turn comes; the same where it is run again.
  private final class Changes implements Write<Integer> {
    private final int most;
    private volatile @Nullable Map<SessionKey, Change> taken;

    Changes(int most) {
      this.most = most;
    }

    @Override
    public Integer run(Statements statements) throws SQLException {
      var changes = taken;
      if (changes == null) {
        changes = drain(most);
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
      putBack(changes == null ? Map.of() : changes);
    }
  }

  private static int apply(Statements statements, SessionKey key, Change change)
      throws SQLException {
    return switch (change) {
      case Change.Save(var session, var endedAt) ->
          SessionRow.save(statements, key, session, endedAt);
      case Change.Forget() -> SessionRow.delete(statements, key);
    };
  }

  private void sweepNowAndThen(Statements statements) throws SQLException {
    var now = clock.millis();
    if (Math.abs(now - sweptAt) > BETWEEN_SWEEPS.toMillis()) {
      sweptAt = now;
      SessionRow.deleteEndedBefore(statements, now - KEPT.toMillis());
    }
  }
}
