package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// Is shown all bytes of a file in order, whoever reads them.
@FunctionalInterface
interface Tap {

  /// A tap of whatever nobody wants to see.
  static Tap none() {
    return (bytes, from, count) -> {};
  }

  /// The bytes are the tap's during the call alone.
  void bytes(byte[] bytes, int from, int count) throws IOException;
}
