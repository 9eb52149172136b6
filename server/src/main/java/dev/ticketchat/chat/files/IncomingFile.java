package dev.ticketchat.chat.files;

/// A file as a client sent it: whole, and not looked at.
///
/// @param name what the client calls it, as it came
/// @param declaredType what the client says it is, as it came; may be empty
/// @param content closed by whoever made it
public record IncomingFile(String name, String declaredType, TemporaryFile content) {}
