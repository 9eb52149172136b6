package dev.ticketchat.chat.live;

import static dev.ticketchat.chat.fakes.People.ADA;
import static dev.ticketchat.chat.fakes.People.CLARA;
import static dev.ticketchat.chat.fakes.People.OTTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.ManualTimers;
import dev.ticketchat.chat.fakes.MemoryMessageStore;
import dev.ticketchat.chat.fakes.MemoryTickets;
import dev.ticketchat.chat.fakes.RecordingAudience;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.chat.tickets.TicketId;
import org.junit.jupiter.api.Test;

class JoinTicketTest {
  private final MemoryTickets tickets = new MemoryTickets();
  private final TicketId ticket = tickets.add("1", CLARA.id());
  private final RecordingAudience audience = new RecordingAudience();
  private final LiveTickets live =
      new LiveTickets(new MemoryMessageStore(), audience, new ManualTimers());
  private final JoinTicket joinTicket = new JoinTicket(new TicketAccess(tickets), live);
  private final SocketId socket = audience.connect("socket", CLARA.id());

  @Test
  void letsInWhoMaySeeTheTicketAndSaysWhatItIs() {
    joinTicket.join(
        CLARA,
        ticket,
        socket,
        (joined, stay) -> {
          audience.deliver(socket, joined);
          audience.deliver(socket, stay.online().size());
        });

    assertThat(audience.inbox(socket)).containsExactly(tickets.find(ticket).orElseThrow(), 1);
    assertThat(audience.room(ticket)).containsExactly(socket);
  }

  @Test
  void aSuperAdminGetsIntoEveryTicket() {
    joinTicket.join(ADA, ticket, socket, (_, _) -> {});

    assertThat(audience.room(ticket)).containsExactly(socket);
  }

  @Test
  void othersStayOut() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> joinTicket.join(OTTO, ticket, socket, (_, _) -> {}))
        .withMessage("Access denied to this ticket");

    assertThat(audience.room(ticket)).isEmpty();
    assertThat(live.size()).isZero();
  }

  @Test
  void whoLosesTheTicketWhileJoiningIsOutAgain() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() ->
            joinTicket.join(CLARA, ticket, socket, (_, _) -> tickets.moveTo(ticket, OTTO.id())))
        .returns(ErrorCode.FORBIDDEN, Refused::code);

    assertThat(audience.room(ticket)).isEmpty();
    assertThat(live.size()).isZero();
  }
}
