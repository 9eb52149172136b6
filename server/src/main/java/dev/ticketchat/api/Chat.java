package dev.ticketchat.api;

import dev.ticketchat.api.wire.MessageFormat;
import dev.ticketchat.chat.desk.TicketDesk;
import dev.ticketchat.chat.files.StartUpload;
import dev.ticketchat.chat.files.Uploads;
import dev.ticketchat.chat.identity.RevokeUser;
import dev.ticketchat.chat.live.JoinTicket;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.recovery.CatchUp;
import dev.ticketchat.chat.recovery.SavedSessions;
import dev.ticketchat.chat.tickets.TicketAccess;

/// The chat's doors, as sockets and HTTP use them, and how both show its messages.
public record Chat(
    TicketAccess access,
    JoinTicket joinTicket,
    Sending sending,
    LiveTickets live,
    SavedSessions sessions,
    CatchUp catchUp,
    TicketDesk desk,
    MessageFormat format,
    StartUpload startUpload,
    Uploads uploads,
    RevokeUser revokeUser) {}
