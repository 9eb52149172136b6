package dev.ticketchat.api.socket;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.engine.large.Budget;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Events of one socket that wait, in order, to know who is calling. The official client sends what
/// it buffered while offline before a page can authenticate. Bounded by number and by size; what
/// does not fit is refused at once, and what waits goes on waiting.
final class ParkedEvents {

  private static final int NODE = 32;
  private static final int NAME = 96;

  /// An event, and what shall be done with it once its caller is known.
  record Parked(Exchange exchange, Operation operation, long weight) {}

  private final SocketPolicy policy;
  private final Budget budget;
  private final List<Parked> waiting = new ArrayList<>();

  ParkedEvents(SocketPolicy policy, Budget budget) {
    this.policy = policy;
    this.budget = budget;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// @throws Refused `UNAUTHENTICATED` past the bounds of the socket, `UNAVAILABLE` past the budget
  ///   of all
  void park(Exchange exchange, Operation operation) {
    var weight = weigh(exchange.args());
    if (waiting.size() == policy.maxParked() || (isLarge(weight) && hasLarge())) {
      throw Refused.unauthenticated();
    }
    if (!budget.take(weight)) {
      throw Refused.unavailable();
    }
    waiting.add(new Parked(exchange, operation, weight));
  }

  /// Empties the park.
  List<Parked> drain() {
    var drained = List.copyOf(waiting);
    waiting.clear();
    drained.forEach(parked -> budget.giveBack(parked.weight()));
    return drained;
  }

  private boolean hasLarge() {
    return waiting.stream().anyMatch(parked -> isLarge(parked.weight()));
  }

  private boolean isLarge(long weight) {
    return weight >= policy.largeEvent();
  }

  /// What the arguments hold in memory, roughly: characters and bytes, and what the JVM needs for
  /// each node and each name.
  static long weigh(Iterable<JsonNode> nodes) {
    var weight = 0L;
    for (var node : nodes) {
      weight += NODE;
      if (node.isString()) {
        weight += node.stringValue().length();
      } else if (node.isBinary()) {
        weight += node.binaryValue().length;
      } else {
        for (var name : node.propertyNames()) {
          weight += NAME + name.length();
        }
        weight += weigh(node.values());
      }
    }
    return weight;
  }
}
