package dev.ticketchat.chat.files;

import dev.ticketchat.chat.tickets.TicketId;

/// A file that a client wants to upload.
///
/// @param name what the client calls it, as it came
/// @param declaredType what the client says it is, as it came; may be empty
/// @param size bytes that will come
public record NewUpload(TicketId ticketId, String name, String declaredType, long size) {}
