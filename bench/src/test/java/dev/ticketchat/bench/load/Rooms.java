package dev.ticketchat.bench.load;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Rooms for tests, whose members are there.
final class Rooms {
  private static final Session.Owner NOBODY =
      new Session.Owner() {
        @Override
        public void onReady(Member member, Connection connection) {}

        @Override
        public void onEnded(Member member) {}

        @Override
        public void onEvent(Member member, ServerEvent event, byte[] bytes, int from, int to) {}
      };

  private Rooms() {}

  /// So many rooms of so many members, of whom so many send.
  static List<Room> of(int rooms, int members, int senders) {
    var crowd = new Crowd(rooms * members, members, 0);
    return IntStream.range(0, rooms)
        .mapToObj(number -> new Room(crowd, number, senders))
        .peek(room -> room.members().forEach(Rooms::enter))
        .toList();
  }

  private static void enter(Member member) {
    var packet = new PacketBuffer(UnpooledByteBufAllocator.DEFAULT);
    var shared =
        new LoopState(
            new Upgrade("host", new byte[16]),
            new Requests(packet, TicketName.of("t<T>"), new SplittableRandom(1)),
            Tokens.sign(List.of(), Plans.of(Scenario.CHAT, List.of()), Instant.EPOCH),
            new Tally(),
            () -> 0);
    member.enter(new Connection(member, shared, NOBODY));
  }
}
