package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Knows in memory which files belong to messages.
public final class MemoryFileRegistry implements FileRegistry {
  private final Map<FileName, Instant> announced = new LinkedHashMap<>();
  private final Set<FileName> withdrawn = new HashSet<>();
  private final Map<FileName, Attachment> claimed = new LinkedHashMap<>();
  private boolean away;

  /// Makes every method throw until it is back.
  public synchronized void away(boolean away) {
    this.away = away;
  }

  /// Files with a row: neither claimed nor forgotten.
  public synchronized Set<FileName> announced() {
    return Set.copyOf(announced.keySet());
  }

  /// What the transaction of a message does, all or nothing.
  public synchronized void claim(List<Attachment> attachments) {
    var names = attachments.stream().flatMap(MemoryFileRegistry::namesOf).toList();
    if (!announced.keySet().containsAll(names) || names.stream().anyMatch(withdrawn::contains)) {
      throw Refused.unavailable();
    }
    announced.keySet().removeAll(names);
    for (var attachment : attachments) {
      namesOf(attachment).forEach(name -> claimed.put(name, attachment));
    }
  }

  @Override
  public synchronized void announce(List<FileName> names, Instant now) {
    refuseIfAway();
    names.forEach(name -> announced.put(name, now));
  }

  @Override
  public synchronized List<FileName> withdraw(List<FileName> names) {
    refuseIfAway();
    var free = names.stream().filter(name -> !claimed.containsKey(name)).toList();
    withdrawn.addAll(free);
    return free;
  }

  @Override
  public synchronized void forget(List<FileName> names) {
    refuseIfAway();
    names.stream().filter(withdrawn::contains).forEach(announced::remove);
  }

  @Override
  public synchronized List<FileName> unclaimed(Instant before, int limit) {
    refuseIfAway();
    var old = new ArrayList<Map.Entry<FileName, Instant>>(announced.entrySet());
    return old.stream()
        .filter(entry -> entry.getValue().isBefore(before))
        .sorted(Map.Entry.comparingByValue())
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized Optional<Attachment> find(FileName name) {
    refuseIfAway();
    return Optional.ofNullable(claimed.get(name));
  }

  private static Stream<FileName> namesOf(Attachment attachment) {
    return Stream.concat(Stream.of(attachment.name()), attachment.thumbnail().stream());
  }

  private void refuseIfAway() {
    if (away) {
      throw Refused.unavailable();
    }
  }
}
