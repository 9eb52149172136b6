package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.socketio.EventWriting;
import io.netty.buffer.ByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Writing the frame of a `new_message` packet into a buffer: done for each session that gets it.
/// Beside what it measures, which only this package sees.
@State(Scope.Thread)
public class FrameWriting {
  private final Encoded event = new EventWriting().newMessage();

  @Benchmark
  public boolean write() {
    return event.frames(ByteBufAllocator.DEFAULT).release();
  }
}
