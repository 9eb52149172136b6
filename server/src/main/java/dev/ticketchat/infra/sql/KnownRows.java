package dev.ticketchat.infra.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Rows that the one writer of a database read or wrote lately, so that it need not read them
/// again. Bounded: the least used go first. For one thread.
final class KnownRows<K, V> {
  private static final int MOST = 20_000;

  private final Map<K, V> rows =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
          return size() > MOST;
        }
      };

  Optional<V> get(K key) {
    return Optional.ofNullable(rows.get(key));
  }

  void put(K key, V row) {
    rows.put(key, row);
  }

  void forget(K key) {
    rows.remove(key);
  }

  void clear() {
    rows.clear();
  }
}
