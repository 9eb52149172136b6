package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// The texts of messages: a stamp, and words up to the size asked for. For one thread.
final class Filler {
  private static final String WORDS = "my order has not come yet, could you look where it is; ";

  private final Stamp stamp;
  private final byte[] words;

  Filler(Stamp stamp, int payload) {
    this.stamp = stamp;
    int length = payload - Stamp.LENGTH;
    this.words =
        WORDS.repeat(Math.ceilDiv(length, WORDS.length())).substring(0, length).getBytes(US_ASCII);
  }

  void write(PacketBuffer to, Member sender, int number, long time) {
    stamp.write(to, sender.index(), number, time);
    to.put(words);
  }
}
