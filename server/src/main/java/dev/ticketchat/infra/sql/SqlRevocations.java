package dev.ticketchat.infra.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ticketchat.chat.identity.Revocation;
import dev.ticketchat.chat.identity.Revocations;
import dev.ticketchat.chat.identity.UserId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Revocations in a relational database, and in memory.
///
/// While no more users are revoked than memory holds, it holds them all, and whoever is not there
/// is not revoked. Past that it holds those asked for lately, revoked or not, and a user who is not
/// there costs a look at the database.
final class SqlRevocations implements Revocations {
  /// About 20 MB.
  static final int MOST_KEPT = 100_000;

  private final Committer committer;
  private final Readers readers;
  private final int most;
  private final Cache<UserId, Optional<Revocation>> kept;

  /// Turns false before the first one is dropped from memory, and stays so.
  private volatile boolean allKept;

  /// Reads what is stored.
  ///
  /// @param most users held in memory
  SqlRevocations(Committer committer, Readers readers, int most) {
    this.committer = committer;
    this.readers = readers;
    this.most = most;
    this.kept = Caffeine.newBuilder().maximumSize(most).build();
    this.allKept = readAll();
  }

  private static final String UPSERT =
      """
      INSERT INTO revocations (user_id, revoked_at) VALUES (?, ?)
      ON CONFLICT (user_id) DO UPDATE SET revoked_at = excluded.revoked_at
      """;

  @Override
  public Revocation revoke(UserId user, Instant now) {
    var stored =
        committer.commit(statements -> {
          var before = find(statements.prepare(FIND), user);
          var next = new Revocation(now);
          var later = before.map(next::orLater).orElse(next);
          var upsert = statements.prepare(UPSERT);
          upsert.setString(1, user.value());
          upsert.setLong(2, later.at().getEpochSecond());
          upsert.executeUpdate();
          return later;
        });
    keep(user, stored);
    return stored;
  }

  /// Looks in memory first, and only then whether it is all there: so nothing is missed that is
  /// dropped in between.
  @Override
  public Optional<Revocation> of(UserId user) {
    var found = kept.getIfPresent(user);
    if (found != null) {
      return found;
    }
    return allKept ? Optional.empty() : kept.get(user, this::read);
  }

  private synchronized void keep(UserId user, Revocation revocation) {
    if (allKept && kept.getIfPresent(user) == null && kept.estimatedSize() >= most) {
      allKept = false;
    }
    // Of two at once, the one that was stored last need not be the one that comes last.
    kept.asMap()
        .merge(
            user,
            Optional.of(revocation),
            (before, now) -> before.map(revocation::orLater).or(() -> now));
  }

  private static final String FIND =
      """
      SELECT revoked_at FROM revocations WHERE user_id = ?
      """;

  private Optional<Revocation> read(UserId user) {
    return readers.read(connection -> {
      try (var query = connection.prepareStatement(FIND)) {
        return find(query, user);
      }
    });
  }

  private static Optional<Revocation> find(PreparedStatement query, UserId user)
      throws SQLException {
    query.setString(1, user.value());
    try (var row = query.executeQuery()) {
      return row.next() ? Optional.of(revocation(row.getLong(1))) : Optional.empty();
    }
  }

  private static final String ALL =
      """
      SELECT revoked_at, user_id FROM revocations LIMIT ?
      """;

  /// Whether these are all.
  private boolean readAll() {
    return readers.read(connection -> {
      try (var query = connection.prepareStatement(ALL)) {
        query.setInt(1, most + 1);
        var count = 0;
        try (var row = query.executeQuery()) {
          while (row.next() && ++count <= most) {
            kept.put(new UserId(row.getString(2)), Optional.of(revocation(row.getLong(1))));
          }
        }
        return count <= most;
      }
    });
  }

  private static Revocation revocation(long second) {
    return new Revocation(Instant.ofEpochSecond(second));
  }
}
