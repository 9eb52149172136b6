package dev.ticketchat.bench.load;

/// Counts what the connections of one event loop see. On that event loop.
///
/// Throughput counts what arrives in the measured window. Latency counts what was to be sent in the
/// window, whenever it arrives: what the server holds up until the window is over is not left out.
final class Tally {
  private static final long NEVER = Long.MAX_VALUE;

  private final Faults faults = new Faults();
  private final Latencies handshakes = new Latencies();
  private final Latencies own = new Latencies();
  private final Latencies others = new Latencies();

  private long windowStart = NEVER;
  private long windowEnd = NEVER;
  private boolean open;

  private long sent;
  private long ownDelivered;
  private long othersDelivered;
  private long readBytes;
  private long writtenBytes;
  private long items;
  private long allSent;
  private long allOwn;
  private long allOthers;
  private long pings;

  void openWindow(long now) {
    windowStart = now;
    open = true;
  }

  void closeWindow(long now) {
    windowEnd = now;
    open = false;
  }

  void onSent() {
    allSent++;
    if (open) {
      sent++;
    }
  }

  /// A message came back to its sender, or the answer to a request.
  ///
  /// @param due when it was to be sent
  void onOwn(long due, long now) {
    allOwn++;
    if (open) {
      ownDelivered++;
    }
    if (inWindow(due)) {
      own.record(now - due);
    }
  }

  /// A message reached another member.
  void onOther(long due, long now) {
    allOthers++;
    if (open) {
      othersDelivered++;
    }
    if (inWindow(due)) {
      others.record(now - due);
    }
  }

  void onItems(int count) {
    if (open) {
      items += count;
    }
  }

  void onRead(int bytes) {
    if (open) {
      readBytes += bytes;
    }
  }

  void onWritten(int bytes) {
    if (open) {
      writtenBytes += bytes;
    }
  }

  void onPing() {
    pings++;
  }

  Faults faults() {
    return faults;
  }

  Latencies handshakes() {
    return handshakes;
  }

  Totals totals() {
    return new Totals(
        sent,
        ownDelivered,
        othersDelivered,
        readBytes,
        writtenBytes,
        items,
        allSent,
        allOwn,
        allOthers,
        pings);
  }

  Outcome outcome(Outcome.Ending ending) {
    return new Outcome(totals(), handshakes, own, others, faults, ending);
  }

  private boolean inWindow(long time) {
    return time >= windowStart && time < windowEnd;
  }
}
