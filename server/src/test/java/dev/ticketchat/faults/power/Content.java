package dev.ticketchat.faults.power;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;

/// What is in a file: on disk, and on the way there.
final class Content {
  private static final int SECTOR = 512;

  private byte[] bytes = new byte[0];
  private int size;
  private final Deque<Pending> pending = new ArrayDeque<>();

  private record Pending(long number, Operation operation) {}

  Content() {}

  private Content(Content other) {
    bytes = other.bytes.clone();
    size = other.size;
    pending.addAll(other.pending);
  }

  Content copy() {
    return new Content(this);
  }

  void change(long number, Operation operation) {
    pending.add(new Pending(number, operation));
  }

  /// All changes before that number are on disk.
  void sync(long before) {
    while (!pending.isEmpty() && pending.getFirst().number < before) {
      apply(pending.removeFirst().operation);
    }
  }

  /// Of each change on the way, sectors arrive at random.
  void tear(RandomGenerator random) {
    for (var change : pending) {
      switch (change.operation) {
        case Operation.Write(_, var offset, var written) -> tear(offset, written, random);
        case Operation other when random.nextBoolean() -> apply(other);
        default -> {}
      }
    }
  }

  byte[] onDisk() {
    return Arrays.copyOf(bytes, size);
  }

  private void tear(long offset, byte[] written, RandomGenerator random) {
    for (var from = 0; from < written.length; ) {
      var to = (int) Math.min(written.length, from + SECTOR - (offset + from) % SECTOR);
      if (random.nextBoolean()) {
        write((int) offset + from, Arrays.copyOfRange(written, from, to));
      }
      from = to;
    }
  }

  private void apply(Operation operation) {
    switch (operation) {
      case Operation.Write(_, var offset, var written) -> write((int) offset, written);
      case Operation.Truncate(_, var length) -> {
        reserve((int) length);
        Arrays.fill(bytes, (int) Math.min(length, size), bytes.length, (byte) 0);
        size = (int) length;
      }
      default -> throw new IllegalArgumentException(operation.toString());
    }
  }

  private void write(int offset, byte[] written) {
    reserve(offset + written.length);
    System.arraycopy(written, 0, bytes, offset, written.length);
    size = Math.max(size, offset + written.length);
  }

  private void reserve(int length) {
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
    }
  }
}
