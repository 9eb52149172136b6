package dev.ticketchat.chat.tickets;

/// Where a ticket stands. No status stops a message.
public enum TicketStatus {
  OPEN("open"),
  IN_PROGRESS("in-progress"),
  RESOLVED("resolved"),
  CLOSED("closed"),
  CANCELED("canceled");

  private final String wire;

  TicketStatus(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }
}
