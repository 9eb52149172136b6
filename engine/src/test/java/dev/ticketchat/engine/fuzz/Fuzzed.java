package dev.ticketchat.engine.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What a fuzzer came up with: two bytes that choose what the test does, and the input itself.
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Fuzzed(int seed, int place, byte[] bytes) {
  private static final int CHOICES = 2;
  private static final int FIRST_OF_GROWN = 'A';
  private static final int LAST_OF_GROWN = 'Z';

  public static Fuzzed of(byte[] input) {
    return input.length < CHOICES
        ? new Fuzzed(0, 0, input)
        : new Fuzzed(input[0], input[1], Arrays.copyOfRange(input, CHOICES, input.length));
  }

  /// With one of its bytes repeated so often that it is a large value; where `place` is no capital
  /// letter, as it is.
  public Fuzzed grownTo(int size) {
    if (bytes.length == 0 || place < FIRST_OF_GROWN || place > LAST_OF_GROWN) {
      return this;
    }
    int at = bytes.length * (place - FIRST_OF_GROWN) / (LAST_OF_GROWN - FIRST_OF_GROWN + 1);
    var grown = Arrays.copyOf(bytes, bytes.length + size);
    Arrays.fill(grown, at, at + size, bytes[at]);
    System.arraycopy(bytes, at, grown, at + size, bytes.length - at);
    return new Fuzzed(seed, place, grown);
  }

  /// The input in one piece.
  public List<byte[]> whole() {
    return List.of(bytes);
  }

  /// The input in pieces, some of them empty.
  public List<byte[]> cut() {
    var random = random();
    int most = Math.max(bytes.length / 20, 1 + random.nextInt(9));
    var pieces = new ArrayList<byte[]>();
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + random.nextInt(most + 1));
      pieces.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return pieces;
  }

  /// The same for the same input.
  public Random random() {
    return new Random(seed);
  }
}
