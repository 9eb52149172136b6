package dev.ticketchat.infra.inspect;

import java.util.ArrayDeque;
import java.util.Deque;

/// The buffers of one inspection, used again for member after member: there are never more than
/// archives lie in each other. For one thread.
final class Buffers {
  private final Deque<byte[]> free = new ArrayDeque<>();

  byte[] take() {
    return free.isEmpty() ? new byte[Content.HEAD] : free.pop();
  }

  void giveBack(byte[] buffer) {
    free.push(buffer);
  }
}
