package dev.ticketchat.chat.live;

import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;

/// A user who has at least one socket in a ticket's room.
public record OnlineUser(UserId id, String name, Role role) {}
