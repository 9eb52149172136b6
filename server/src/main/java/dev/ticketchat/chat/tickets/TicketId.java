package dev.ticketchat.chat.tickets;

/// The name of a ticket, in the help desk's own words.
public record TicketId(String value) {}
