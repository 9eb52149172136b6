package dev.ticketchat.chat.live;

import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.messages.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Brings a ticket's messages into the order of their seq, each once, whatever the order in which
/// they are handed in. Confined to its ticket's lock.
final class MessageOrder {

  /// A message on its way to the members, and the socket that waits for it outside of the room.
  record Parcel(Message message, Optional<SocketId> origin) {}

  private final int capacity;
  private final NavigableMap<Long, Parcel> held = new TreeMap<>();
  private long told;
  private long stored;

  /// @param told messages up to this seq are history
  /// @param capacity how many messages are held at most
  MessageOrder(long told, int capacity) {
    this.told = told;
    this.stored = told;
    this.capacity = capacity;
  }

  /// The seq of the last message that was due.
  long told() {
    return told;
  }

  /// The highest seq that the store is known to have.
  long stored() {
    return stored;
  }

  /// Whether messages are stored that were not due yet.
  boolean isBehind() {
    return stored > told;
  }

  void noteStored(long seq) {
    stored = Math.max(stored, seq);
  }

  /// Whether a message of this seq can be taken in without being dropped.
  boolean hasRoomFor(long seq) {
    return seq == told + 1 || held.containsKey(seq) || held.size() < capacity;
  }

  /// Takes a message in, and says which are due now: it and those held behind it, or none. One that
  /// was due before is dropped. Of two origins of the same message the later one counts.
  List<Parcel> take(Message message, Optional<SocketId> origin) {
    noteStored(message.seq());
    if (message.seq() > told && hasRoomFor(message.seq())) {
      held.merge(message.seq(), new Parcel(message, origin), MessageOrder::withLatestOrigin);
    }
    return takeDue();
  }

  /// Gives up what is held, in order.
  List<Parcel> takeHeld() {
    var parcels = List.copyOf(held.values());
    held.clear();
    return parcels;
  }

  private List<Parcel> takeDue() {
    var due = new ArrayList<Parcel>();
    for (var next = held.remove(told + 1); next != null; next = held.remove(told + 1)) {
      due.add(next);
      told++;
    }
    return due;
  }

  private static Parcel withLatestOrigin(Parcel before, Parcel after) {
    return after.origin().isPresent() ? after : before;
  }
}
