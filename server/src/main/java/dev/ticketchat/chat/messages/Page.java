package dev.ticketchat.chat.messages;

import java.util.List;
import java.util.Optional;

/// A part of a ticket's history, oldest first.
///
/// @param total how many messages the ticket has (as far as the page's bound)
/// @param hasMore whether there are more in the direction asked: older ones for `Latest` and
///   `Before`, newer ones for `After` and `Offset`
/// @param nextBefore what to ask for older ones with, if there are any
public record Page(
    List<Message> messages, long total, boolean hasMore, Optional<MessageId> nextBefore) {}
