package dev.ticketchat.bench.load;

/// The server does not keep to a protocol; its connection cannot be used further.
final class Broken extends Exception {
  private final Fault fault;

  Broken(Fault fault, String why) {
    super(why, null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
