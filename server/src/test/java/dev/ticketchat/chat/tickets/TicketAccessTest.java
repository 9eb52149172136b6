package dev.ticketchat.chat.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.MemoryTickets;
import dev.ticketchat.chat.fakes.People;
import dev.ticketchat.chat.identity.Principal;
import org.junit.jupiter.api.Test;

class TicketAccessTest {
  private static final TicketId UNKNOWN = new TicketId("nowhere");

  private final MemoryTickets tickets = new MemoryTickets();
  private final TicketId clarasTicket = tickets.add("1", People.CLARA.id());
  private final TicketAccess access = new TicketAccess(tickets);

  @Test
  void aClientOpensItsOwnTicket() {
    assertThat(access.open(People.CLARA, clarasTicket).id()).isEqualTo(clarasTicket);
  }

  @Test
  void aSuperAdminOpensEveryTicket() {
    assertThat(access.open(People.ADA, clarasTicket).clientId()).isEqualTo(People.CLARA.id());
  }

  @Test
  void toAClientAnothersTicketAndAnAbsentOneAreTheSame() {
    refuses(People.OTTO, clarasTicket, ErrorCode.FORBIDDEN, "Access denied to this ticket");
    refuses(People.OTTO, UNKNOWN, ErrorCode.FORBIDDEN, "Access denied to this ticket");
  }

  @Test
  void aSuperAdminIsToldThatATicketIsAbsent() {
    refuses(People.ADA, UNKNOWN, ErrorCode.NOT_FOUND, "Ticket not found");
  }

  private void refuses(Principal caller, TicketId id, ErrorCode code, String message) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> access.open(caller, id))
        .withMessage(message)
        .returns(code, Refused::code);
  }
}
