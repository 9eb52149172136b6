package dev.ticketchat.faults.ledger;

import java.util.ArrayList;
import java.util.List;

/// What happened at one client, in order. Any thread.
///
/// @param client its name
public record Ledger(String client, List<Entry> entries) {

  public Ledger(String client) {
    this(client, new ArrayList<>());
  }

  public synchronized void add(Entry entry) {
    entries.add(entry);
  }

  /// A copy.
  @Override
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// What was in it at that moment.
  public Ledger until(long nanoTime) {
    return new Ledger(
        client, entries().stream().takeWhile(entry -> entry.at() - nanoTime <= 0).toList());
  }
}
