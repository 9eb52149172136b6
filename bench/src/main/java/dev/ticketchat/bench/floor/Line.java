package dev.ticketchat.bench.floor;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection that speaks WebSocket, and the room that it is in: one at most. On its event loop,
/// where nothing else is said.
@SuppressWarnings(
    "FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or channelInactive
abstract sealed class Line extends ChannelInboundHandlerAdapter permits LeanLine, StockLine {
  private final Floor floor;
  private final Channel channel;
  private final Turn turn;
  private @Nullable Room room;
  private boolean written;

  Line(Floor floor, Channel channel) {
    this.floor = floor;
    this.channel = channel;
    this.turn = floor.turnOf(channel.eventLoop());
  }

  /// What the channel takes for a frame, which is taken over.
  abstract Object outbound(ByteBuf frame);

  /// Sends a frame, and takes it over. Any thread. With several event loops a frame waits for its
  /// turn even on the right one: else it would overtake those that came from another.
  final void send(ByteBuf frame) {
    if (floor.oneLoop()) {
      write(frame);
    } else {
      channel.eventLoop().execute(() -> write(frame));
    }
  }

  final void onOpen() {
    send(floor.packets().opened());
  }

  /// Takes a text message, which lies in [#bytes].
  final void onText(int length) {
    switch (Request.of(bytes(), length)) {
      case Request.Connect() -> send(floor.packets().connected());
      case Request.Authenticate() -> send(floor.packets().authenticated());
      case Request.Join(var ticket) -> join(ticket);
      case Request.Send(var from, var to) -> room().ifPresent(in -> in.tell(bytes(), from, to));
      case Request.Other() -> {}
    }
  }

  /// Where a message is put before it is taken.
  final byte[] bytes() {
    return turn.bytes();
  }

  final void flush() {
    written = false;
    channel.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    leave();
  }

  /// Whoever reads no more is not written for.
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!ctx.channel().isWritable()) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void write(ByteBuf frame) {
    channel.write(outbound(frame), channel.voidPromise());
    if (!written) {
      written = true;
      turn.onWritten(this);
    }
  }

  private void join(String ticket) {
    leave();
    room = floor.rooms().enter(ticket, this);
    send(floor.packets().joined(ticket));
  }

  private void leave() {
    room().ifPresent(left -> floor.rooms().leave(left, this));
    room = null;
  }

  private Optional<Room> room() {
    return Optional.ofNullable(room);
  }
}
