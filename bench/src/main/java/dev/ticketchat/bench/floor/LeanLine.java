package dev.ticketchat.bench.floor;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.ByteToMessageDecoder.Cumulator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A line that is alone in its pipeline and reads frames by itself. It holds a buffer only while a
/// frame is incomplete. What it does not expect of a client ends the connection.
@SuppressWarnings(
    "FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or channelInactive
final class LeanLine extends Line {
  private static final Cumulator MERGE = ByteToMessageDecoder.MERGE_CUMULATOR;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;
  private static final int SHORTEST = 2;

  private @Nullable ByteBuf incomplete;

  LeanLine(Floor floor, Channel channel) {
    super(floor, channel);
  }

  @Override
  Object outbound(ByteBuf frame) {
    return frame;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var in = (ByteBuf) message;
    if (incomplete != null) {
      in = MERGE.cumulate(ctx.alloc(), incomplete, in);
      incomplete = null;
    }
    while (readFrame(ctx, in)) {}
    if (in.isReadable() && ctx.channel().isActive()) {
      incomplete = in;
    } else {
      in.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    super.channelInactive(ctx);
    if (incomplete != null) {
      incomplete.release();
      incomplete = null;
    }
  }

  /// Whether there was a whole one.
  private boolean readFrame(ChannelHandlerContext ctx, ByteBuf in) {
    if (in.readableBytes() < SHORTEST) {
      return false;
    }
    int start = in.readerIndex();
    int second = in.getUnsignedByte(start + 1);
    boolean longer = second == (MASKED | Frames.LENGTH_16);
    int header = longer ? Frames.LONGER_HEADER : Frames.HEADER;
    if (in.readableBytes() < header) {
      return false;
    }
    int length = longer ? in.getUnsignedShort(start + 2) : second & ~MASKED;
    int first = in.getUnsignedByte(start);
    if (first != Frames.TEXT || second < MASKED || length > Frames.LARGEST || second == 0xff) {
      ctx.close();
      return false;
    }
    if (in.readableBytes() < header + MASK_BYTES + length) {
      return false;
    }
    int mask = in.getInt(start + header);
    in.skipBytes(header + MASK_BYTES).readBytes(bytes(), 0, length);
    unmask(bytes(), length, mask);
    onText(length);
    return true;
  }

  private static void unmask(byte[] bytes, int length, int mask) {
    long wide = (long) mask << Integer.SIZE | Integer.toUnsignedLong(mask);
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ wide);
    }
    for (; at < length; at++) {
      bytes[at] ^= (byte) (mask >>> (Byte.SIZE * (3 - (at & 3))));
    }
  }
}
