package dev.ticketchat.api;

import dev.ticketchat.chat.desk.TicketDesk;
import dev.ticketchat.chat.live.JoinTicket;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.messages.SendMessage;
import dev.ticketchat.chat.tickets.TicketAccess;

/// The chat's doors, as sockets and HTTP use them.
public record Chat(
    TicketAccess access,
    JoinTicket joinTicket,
    SendMessage sendMessage,
    LiveTickets live,
    TicketDesk desk) {}
