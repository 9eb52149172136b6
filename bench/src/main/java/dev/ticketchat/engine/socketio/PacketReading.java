package dev.ticketchat.engine.socketio;

import dev.ticketchat.bench.micro.Sample;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

/// Reading the packet of one `send_message`: its head, as the event loop does, and with it the
/// JSON, as the socket's own thread does. Beside what it measures, which only this package sees.
@State(Scope.Thread)
public class PacketReading {
  private final SocketIoConfig config = SocketIoConfig.defaults();
  private final PayloadReader payloads = new PayloadReader(new JsonMapper(), config.maxNesting());
  private final byte[] text = Sample.packet();

  @Benchmark
  public Object head() throws MalformedPacketException {
    return PacketDecoder.decode(text, config.maxAttachments());
  }

  @Benchmark
  public Object headAndJson() throws MalformedPacketException {
    return switch (PacketDecoder.decode(text, config.maxAttachments())) {
      case Packet.Event event -> payloads.event(event.payload(), PacketAssembler.Extras.NONE);
      case Packet other -> throw new AssertionError("no event: " + other);
    };
  }
}
