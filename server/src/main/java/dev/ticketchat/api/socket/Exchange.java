package dev.ticketchat.api.socket;

import dev.ticketchat.api.Audit;
import dev.ticketchat.api.wire.AckJson;
import dev.ticketchat.api.wire.Failure;
import dev.ticketchat.api.wire.LargeValues;
import dev.ticketchat.api.wire.Payload;
import dev.ticketchat.api.wire.ServerEvent;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.engine.socketio.Ack;
import dev.ticketchat.engine.socketio.Socket;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// One request of a socket, and its one answer: success or failure, as an event and, if the client
/// wants one, as an acknowledgement. Only the first answer counts.
final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private final ClientEvent event;
  private final Socket socket;
  private final List<JsonNode> args;
  private final Payload payload;
  private final Ack ack;
  private final Consumer<ErrorCode> refusals;
  private boolean answered;

  /// @param refusals told of each failure when it is answered; may block
  Exchange(
      ClientEvent event,
      Socket socket,
      List<JsonNode> args,
      Ack ack,
      Consumer<ErrorCode> refusals) {
    this.event = event;
    this.socket = socket;
    this.args = args;
    this.payload = Payload.of(args);
    this.ack = ack;
    this.refusals = refusals;
  }

  Socket socket() {
    return socket;
  }

  SocketId socketId() {
    return new SocketId(socket.id());
  }

  /// What the client sent, of which only the first counts.
  Payload payload() {
    return payload;
  }

  /// As it came, to be weighed.
  List<JsonNode> args() {
    return args;
  }

  /// Runs a step of the answer. The one place where a failure becomes a reply: what is refused is
  /// told, and what is a bug is logged here, once, and told without details.
  void answering(Runnable step) {
    try {
      step.run();
    } catch (Refused refused) {
      fail(Failure.of(refused));
    } catch (RuntimeException bug) {
      log.error("{} of socket {} failed", event.wire(), socket.id(), bug);
      fail(Failure.internal());
    }
  }

  /// Answers with the success event, and its fields in the acknowledgement.
  void succeed(ServerEvent.Success reply) {
    succeed(reply, new AckJson.OkWith(reply));
  }

  /// As [#succeed(ServerEvent.Success)], with the offset that the client stands at from here on.
  ///
  /// @param position in the log, up to which everything was told
  void succeed(ServerEvent.Success reply, long position) {
    if (!answered) {
      socket.emitRecorded(position, reply.eventName(), reply);
      acknowledge(new AckJson.OkWith(reply));
    }
  }

  void succeed(ServerEvent reply, AckJson acknowledgement) {
    if (!answered) {
      tell(reply);
      acknowledge(acknowledgement);
    }
  }

  /// Says something beside the answer.
  void tell(ServerEvent event) {
    socket.emit(event.eventName(), event);
  }

  /// Answers in the acknowledgement alone: what there is to see comes another way, or not at all.
  void acknowledge(AckJson acknowledgement) {
    acknowledge(() -> acknowledgement);
  }

  /// As [#acknowledge(AckJson)].
  ///
  /// @param acknowledgement asked if the client wants one
  void acknowledge(Supplier<? extends AckJson> acknowledgement) {
    answered = true;
    if (ack.wanted()) {
      ack.send(acknowledgement.get());
    }
    abandon();
  }

  /// Nothing more is done with what came: its large values are not needed any more.
  void abandon() {
    LargeValues.close(args);
  }

  void refuse(Refused refused) {
    fail(Failure.of(refused));
  }

  /// Refuses, even if success was told before and is no longer so. The acknowledgement stays as it
  /// was.
  void takeBack(Refused refused) {
    answered = false;
    refuse(refused);
  }

  private String user() {
    return socket
        .attachment(Visitor.class)
        .flatMap(visitor -> visitor.identity().user())
        .map(user -> user.id().value())
        .orElse("none");
  }

  private void fail(Failure failure) {
    if (answered) {
      return;
    }
    answered = true;
    var told = failure.to(payload);
    Audit.refused(told.code(), event.wire(), user(), told.ticketId().orElse("none"));
    event.errorEvent().ifPresent(name -> socket.emit(name, new Failure.Event(told)));
    ack.send(new AckJson.NotOk(told));
    abandon();
    refusals.accept(failure.code());
  }
}
