package dev.ticketchat.chat.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.tickets.TicketId;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
  private static final TicketId ONE = new TicketId("1");
  private static final TicketId TWO = new TicketId("2");

  private final Whereabouts whereabouts = new Whereabouts();
  private final SocketId socket = new SocketId("socket");
  private final SocketId other = new SocketId("other");

  @Test
  void aSocketIsWhereItJoinedAndDidNotLeave() {
    whereabouts.noteJoined(socket, ONE);
    whereabouts.noteJoined(socket, TWO);
    whereabouts.noteJoined(other, ONE);
    whereabouts.noteLeft(socket, ONE);

    assertThat(whereabouts.of(socket)).containsExactly(TWO);
    assertThat(whereabouts.of(other)).containsExactly(ONE);
  }

  @Test
  void aSocketThatIsNowhereTakesNoMemory() {
    whereabouts.noteJoined(socket, ONE);
    whereabouts.noteJoined(socket, TWO);
    whereabouts.noteLeft(socket, ONE);
    assertThat(whereabouts.size()).isOne();

    whereabouts.noteLeft(socket, TWO);
    whereabouts.noteLeft(other, TWO);

    assertThat(whereabouts.size()).isZero();
    assertThat(whereabouts.of(socket)).isEmpty();
  }
}
