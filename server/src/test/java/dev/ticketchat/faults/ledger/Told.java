package dev.ticketchat.faults.ledger;

/// A message as the server told of it.
///
/// @param text unique in a run
public record Told(String ticket, long seq, String id, String text) {}
