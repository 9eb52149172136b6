package dev.ticketchat.chat.identity;

/// One connected socket, by its public id.
public record SocketId(String value) {}
