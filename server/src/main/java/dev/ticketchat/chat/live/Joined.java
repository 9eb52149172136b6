package dev.ticketchat.chat.live;

import java.util.List;

/// What a socket that joined a ticket finds there.
///
/// @param online who is there
/// @param position where the log stood: what is told to the ticket later stands after it, and
///   everything up to it was told
public record Joined(List<OnlineUser> online, long position) {}
