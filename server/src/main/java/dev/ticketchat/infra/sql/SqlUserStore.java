package dev.ticketchat.infra.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.identity.UserStore;
import java.time.Duration;
import java.util.Optional;

/// Users as last seen, in a relational database. What was written lately is kept in memory, so that
/// a user who connects again costs no transaction; where two writers disagree, that memory is wrong
/// for ten minutes at most.
final class SqlUserStore implements UserStore {
  private static final int MOST_KEPT = 10_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Seen(String name, String email, Optional<String> company) {}

  private final Committer committer;
  private final Cache<UserId, Seen> written =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build();

  SqlUserStore(Committer committer) {
    this.committer = committer;
  }

  private static final String UPSERT =
      """
      INSERT INTO users (id, name, email, company) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE
      SET name = excluded.name, email = excluded.email, company = excluded.company
      WHERE users.name <> excluded.name
        OR users.email <> excluded.email
        OR users.company IS DISTINCT FROM excluded.company
      """;

  @Override
  public void remember(Principal principal) {
    var seen = new Seen(principal.name(), principal.email(), principal.company());
    if (seen.equals(written.getIfPresent(principal.id()))) {
      return;
    }
    try {
      committer.commit(statements -> {
        var upsert = statements.prepare(UPSERT);
        UserRow.bind(upsert, principal);
        statements.users().forget(principal.id());
        return upsert.executeUpdate();
      });
      written.put(principal.id(), seen);
    } catch (Refused refused) {
      if (refused.code() != ErrorCode.UNAVAILABLE) {
        throw refused;
      }
    }
  }
}
