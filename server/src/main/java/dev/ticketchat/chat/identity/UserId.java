package dev.ticketchat.chat.identity;

/// A user of the help desk, as its tokens name them.
public record UserId(String value) {}
