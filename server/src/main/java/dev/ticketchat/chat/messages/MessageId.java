package dev.ticketchat.chat.messages;

/// 24 lower-case hex digits that grow with time.
public record MessageId(String value) {}
