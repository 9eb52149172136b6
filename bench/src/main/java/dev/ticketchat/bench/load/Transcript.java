package dev.ticketchat.bench.load;

import java.util.Arrays;

/// The messages of a room in the order in which the first of its members saw each, and whether the
/// others see the same. Keeps what not all have seen yet.
final class Transcript {
  private final Room room;
  private final Faults faults;

  /// The `seq` of the first message of all.
  private long firstSeq;

  /// Each sender's next message.
  private final int[] next;

  /// Sender and number of messages from `forgotten` on.
  private long[] seen = new long[64];

  private int forgotten;
  private int length;

  Transcript(Room room, Faults faults) {
    this.room = room;
    this.faults = faults;
    this.next = new int[room.members().size()];
  }

  /// A member receives a message.
  ///
  /// @param seq the server's number for it
  void onSeen(Member by, int sender, int number, long seq) {
    long message = (long) sender << 32 | number;
    int position = by.received();
    if (position == forgotten + length) {
      append(message, sender, number, seq);
    } else if (seen[position - forgotten] != message) {
      faults.add(
          Fault.ORDER,
          () ->
              "connection %d, its message %d is number %d of member %d; others saw another first"
                  .formatted(by.index(), position, number, sender));
    }
    if (seq != firstSeq + position) {
      faults.add(
          Fault.GAP_OR_DUP,
          () ->
              "connection %d, its message %d has seq %d where %d was next"
                  .formatted(by.index(), position, seq, firstSeq + position));
    }
  }

  private void append(long message, int sender, int number, long seq) {
    if (forgotten + length == 0) {
      firstSeq = seq;
    }
    if (number != next[sender]) {
      int expected = next[sender];
      faults.add(
          Fault.GAP_OR_DUP,
          () -> "member %d: message %d where %d was next".formatted(sender, number, expected));
    }
    next[sender] = number + 1;
    if (length == seen.length) {
      makeRoom();
    }
    seen[length++] = message;
  }

  /// Forgets what all have seen, and grows if that is little.
  private void makeRoom() {
    int slowest =
        room.members().stream()
            .filter(Member::present)
            .mapToInt(Member::received)
            .min()
            .orElse(forgotten);
    int drop = Math.clamp(slowest - forgotten, 0, length);
    int size = drop > length / 2 ? seen.length : 2 * seen.length;
    seen = Arrays.copyOf(Arrays.copyOfRange(seen, drop, length), size);
    forgotten += drop;
    length -= drop;
  }
}
