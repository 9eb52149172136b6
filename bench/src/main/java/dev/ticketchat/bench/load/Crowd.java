package dev.ticketchat.bench.load;

import java.util.List;
import java.util.stream.IntStream;

/// Who connects. Connection `i` is user `base + i`; every `members` of them in a row share a room,
/// which is a ticket. The last room may have fewer.
record Crowd(int conns, int members, int base) {

  /// Rooms in a row, all of which one event loop owns.
  record Slice(int firstRoom, int rooms) {}

  Crowd {
    Require.that(conns > 0, "--conns must be positive.");
    Require.that(members > 0, "--members must be positive.");
    Require.that(base >= 0, "--base must not be negative.");
    members = Math.min(members, conns);
    Require.that(base % members == 0, "--base must be a multiple of the members of a room.");
  }

  int rooms() {
    return Math.ceilDiv(conns, members);
  }

  int membersOf(int room) {
    return Math.min(members, conns - room * members);
  }

  /// The number of the ticket that is a room's.
  int ticketOf(int room) {
    return base / members + room;
  }

  int userOf(int connection) {
    return base + connection;
  }

  /// Everyone, in as many equal parts as asked for; fewer where there are fewer rooms.
  List<Slice> slices(int wanted) {
    int parts = Math.min(wanted, rooms());
    return IntStream.range(0, parts).mapToObj(part -> slice(part, parts)).toList();
  }

  private Slice slice(int part, int parts) {
    int first = (int) ((long) rooms() * part / parts);
    int end = (int) ((long) rooms() * (part + 1) / parts);
    return new Slice(first, end - first);
  }
}
