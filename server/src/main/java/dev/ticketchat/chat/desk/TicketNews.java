package dev.ticketchat.chat.desk;

import dev.ticketchat.chat.live.Audience;
import dev.ticketchat.chat.live.ChatEvent.TicketCreated;
import dev.ticketchat.chat.live.ChatEvent.TicketUpdated;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketSaved;

/// Tells of saved tickets whom it concerns. Returns at once; safe from any thread.
public final class TicketNews {
  private final Audience audience;
  private final LiveTickets live;

  public TicketNews(Audience audience, LiveTickets live) {
    this.audience = audience;
    this.live = live;
  }

  /// A new ticket is told as `TicketCreated`, a new title or status as `TicketUpdated`; a former
  /// owner is taken out of the room first. What did not change is not told.
  void tell(TicketSaved saved) {
    saved
        .before()
        .ifPresentOrElse(
            before -> tellChange(before, saved.now()),
            () -> audience.publish(new TicketCreated(saved.now())));
  }

  private void tellChange(Ticket before, Ticket now) {
    if (!before.clientId().equals(now.clientId())) {
      live.expel(now.id(), before.clientId());
    }
    if (!before.title().equals(now.title()) || before.status() != now.status()) {
      audience.publish(new TicketUpdated(now));
    }
  }
}
