package dev.ticketchat.bench.load;

/// Puts messages on the wire. For one thread.
interface MessageWriter {
  /// Writes one.
  ///
  /// @param number which of the sender's messages it is
  /// @param time when it was to be sent
  void write(Connection to, Member sender, int number, long time);
}
