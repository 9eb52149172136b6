package dev.ticketchat.bench.floor;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/// What the lines of one event loop share: bytes to read into, and which of them have written since
/// the loop last turned. Each of those is flushed once, when all that had arrived is read. On that
/// event loop.
final class Turn {
  private final EventLoop loop;
  private final byte[] bytes = new byte[Frames.LARGEST];
  private final List<Line> written = new ArrayList<>();

  Turn(EventLoop loop) {
    this.loop = loop;
  }

  /// What is in them belongs to whoever asks, until it returns to the event loop.
  byte[] bytes() {
    return bytes;
  }

  void onWritten(Line line) {
    if (written.isEmpty()) {
      loop.execute(this::end);
    }
    written.add(line);
  }

  private void end() {
    written.forEach(Line::flush);
    written.clear();
  }
}
