package dev.ticketchat.chat.identity;

/// What a user is: clients see their own tickets, super admins all.
public enum Role {
  CLIENT,
  SUPER_ADMIN
}
