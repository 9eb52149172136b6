package dev.ticketchat.engine.engineio;

import dev.ticketchat.bench.micro.Sample;
import dev.ticketchat.engine.large.LargeMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Reading the masked WebSocket frame of one `send_message`. Beside what it measures, which only
/// this package sees.
@State(Scope.Thread)
public class FrameReading {
  private static final int MASK = 0x5a17c3e9;

  private final ByteBuf frame = masked(Sample.packet());
  private final LastText last = new LastText();
  private final FrameReader reader = new FrameReader(1 << 20, last);

  @Benchmark
  public byte[] read() throws WebSocketViolation {
    reader.read(frame.readerIndex(0));
    return last.text;
  }

  @TearDown
  public void release() {
    frame.release();
  }

  /// As it comes from a socket: in memory outside of the heap.
  private static ByteBuf masked(byte[] packet) {
    var out = ByteBufAllocator.DEFAULT.directBuffer();
    out.writeByte(Frames.FIN | Frames.TEXT).writeByte(0x80 | 126).writeShort(1 + packet.length);
    out.writeInt(MASK);
    out.writeByte(Packet.Type.MESSAGE.digit() ^ (MASK >>> 24));
    for (var i = 0; i < packet.length; i++) {
      out.writeByte(packet[i] ^ (MASK >>> (24 - 8 * ((i + 1) & 3))));
    }
    return out;
  }

  private static final class LastText implements FrameReader.Sink {
    private byte[] text = {};

    @Override
    public void onText(int first, byte[] rest) {
      text = rest;
    }

    @Override
    public void onBinary(byte[] data) {}

    @Override
    public LargeMessage onLarge(int first) {
      return LargeMessage.IGNORED;
    }

    @Override
    public void onPing(byte[] data) {}

    @Override
    public void onClose() {}
  }
}
