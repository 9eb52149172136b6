package dev.ticketchat.faults.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the server has in the end, by ticket, in the order of its numbers.
public record History(Map<String, List<Told>> tickets) {

  public History {
    tickets = Map.copyOf(tickets);
  }

  public Collection<String> names() {
    return tickets.keySet();
  }

  public List<Told> of(String ticket) {
    return tickets.getOrDefault(ticket, List.of());
  }

  public int size() {
    return tickets.values().stream().mapToInt(List::size).sum();
  }

  /// Finds messages by their texts.
  Index index() {
    var byText = new HashMap<String, Told>();
    tickets.values().forEach(messages -> messages.forEach(told -> byText.put(told.text(), told)));
    return new Index(byText);
  }

  record Index(Map<String, Told> byText) {
    Optional<Told> find(String text) {
      return Optional.ofNullable(byText.get(text));
    }
  }
}
