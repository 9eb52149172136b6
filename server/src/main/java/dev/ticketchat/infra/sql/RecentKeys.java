package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.messages.RetryKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The keys of messages that are in the log, but not yet among the keys in the database
/// ([LogViews]).
final class RecentKeys {

  /// @param ticket the number of its row, as is that of the sender
  record Owned(long ticket, long sender, RetryKey key) {}

  private final Map<Owned, List<Long>> positions = new HashMap<>();

  /// Added by the transaction that runs, in this order.
  private final List<Owned> added = new ArrayList<>();

  void add(Owned key, long position) {
    positions.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(position);
    added.add(key);
  }

  /// The positions of messages with this key, the latest first.
  List<Long> find(Owned key) {
    return positions.getOrDefault(key, List.of()).reversed();
  }

  void committed() {
    added.clear();
  }

  void rolledBack() {
    for (var key : added) {
      positions.computeIfPresent(
          key,
          (_, list) -> {
            list.removeLast();
            return list.isEmpty() ? null : list;
          });
    }
    added.clear();
  }

  /// The database has them.
  void written() {
    positions.clear();
  }
}
