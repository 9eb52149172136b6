package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import java.util.Optional;

/// Who wrote a message: the role is that of the time, name, email and company are the last seen
/// ones.
public record Sender(UserId id, String name, String email, Role role, Optional<String> company) {}
