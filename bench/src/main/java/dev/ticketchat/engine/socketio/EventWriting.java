package dev.ticketchat.engine.socketio;

import dev.ticketchat.api.wire.MessageFormat;
import dev.ticketchat.api.wire.ServerEvent.NewMessage;
import dev.ticketchat.bench.micro.Sample;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileUrls;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.engine.engineio.Encoded;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

/// Making the `new_message` packet of a stored message: done once, however many get it. Beside what
/// it measures, which only this package sees.
@State(Scope.Thread)
public class EventWriting {
  private final PacketEncoder encoder = new PacketEncoder(new JsonMapper());
  private final MessageFormat format = new MessageFormat(new NoFiles());
  private final Message message = Sample.stored();
  private final String offset = Sample.offset();

  @Benchmark
  public Encoded newMessage() {
    var event = new NewMessage(format.json(message));
    return encoder.event(
        Namespace.MAIN, OptionalLong.empty(), event.eventName(), new Object[] {event, offset});
  }

  private record NoFiles() implements FileUrls {
    @Override
    public String path(FileName name) {
      throw new AssertionError("the message has no files");
    }

    @Override
    public String url(FileName name) {
      throw new AssertionError("the message has no files");
    }
  }
}
