package dev.ticketchat.chat.identity;

/// What a user is: clients see their own tickets, super admins all.
public enum Role {
  CLIENT("client"),
  SUPER_ADMIN("superadmin");

  private final String wire;

  Role(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }
}
