package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.engineio.Encoded;
import dev.ticketchat.engine.socketio.PacketAssembler.Extras;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads the payloads of one namespace's packets and calls the application with them. Runs on the
/// sockets' virtual threads. What the application throws is logged here, and ends nothing.
final class Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  private final Namespace namespace;
  private final PayloadReader reader;
  private final PacketEncoder encoder;

  Dispatch(Namespace namespace) {
    this.namespace = namespace;
    this.reader = namespace.shared().reader();
    this.encoder = namespace.shared().encoder();
  }

  void connect(Socket socket, Packet.Connect packet) {
    try {
      if (!packet.payload().isEmpty()) {
        socket.authenticateWith(reader.auth(packet.payload()));
      }
    } catch (MalformedPacketException e) {
      socket.breakOff(e);
      return;
    }
    var client =
        namespace.recovery().isEmpty()
            ? Optional.<ReturningClient>empty()
            : ReturningClient.at(socket);
    try {
      enter(socket, client.filter(this::isAlone));
    } finally {
      client.ifPresent(ReturningClient::arrived);
    }
  }

  private boolean isAlone(ReturningClient client) {
    try {
      return client.endPredecessor();
    } catch (InterruptedException _) {
      return false; // nobody interrupts it
    }
  }

  private void enter(Socket socket, Optional<ReturningClient> client) {
    if (!socket.isConnecting() || !passes(socket)) {
      return;
    }
    client.ifPresent(this::recover);
    if (socket.enter()) {
      namespace
          .connectHandlers()
          .forEach(handler -> call("connect", socket, () -> handler.accept(socket)));
    }
  }

  private boolean passes(Socket socket) {
    try {
      for (var check : namespace.middleware()) {
        check.check(socket);
      }
      return true;
    } catch (ConnectRefused e) {
      socket.refuse(refusal(socket, e));
      return false;
    } catch (Throwable e) {
      LOG.error("Middleware of {} failed for socket {}", namespace.name(), socket.id(), e);
      socket.refuse(encoder.connectError(namespace.name(), "Internal server error", null));
      return false;
    }
  }

  private void recover(ReturningClient client) {
    var socket = client.socket();
    try {
      namespace.recovery().ifPresent(recovery -> recovery.recover(client));
    } catch (Throwable e) {
      LOG.error("Recovery of {} failed for socket {}", namespace.name(), socket.id(), e);
      if (socket.recovered()) {
        socket.closeTransport(); // half of it is worse than another attempt
      }
    }
  }

  /// Blobs go to the handler with the arguments; where there is none, nobody has them.
  void event(Socket socket, Packet.Event packet, Extras extras) {
    PayloadReader.Received received;
    try {
      received = reader.event(packet.payload(), extras);
    } catch (MalformedPacketException e) {
      extras.close();
      socket.breakOff(e);
      return;
    }
    var ack = new ClientAck(socket, packet.ackId());
    namespace
        .handler(received.event())
        .ifPresentOrElse(
            handler ->
                call(received.event(), socket, () -> handler.on(socket, received.arguments(), ack)),
            extras::close);
  }

  /// Reads an answer and hands it to whoever waits for it.
  ///
  /// @param asked who waits for this answer; empty if it is not expected, or not any more
  void ack(
      Socket socket,
      Packet.Ack packet,
      Extras extras,
      Optional<CompletableFuture<List<JsonNode>>> asked) {
    try {
      var arguments = reader.ack(packet.payload(), extras);
      asked.ifPresentOrElse(answer -> answer.complete(arguments), extras::close);
    } catch (MalformedPacketException e) {
      extras.close();
      asked.ifPresent(answer -> answer.cancel(false));
      socket.breakOff(e);
    }
  }

  void disconnect(Socket socket, String reason) {
    namespace
        .disconnectHandlers()
        .forEach(handler -> call("disconnect", socket, () -> handler.accept(socket, reason)));
  }

  void task(Socket socket, Runnable task) {
    call("a task", socket, task::run);
  }

  private Encoded refusal(Socket socket, ConnectRefused refused) {
    try {
      return encoder.connectError(namespace.name(), refused.words(), refused.data());
    } catch (JacksonException e) {
      LOG.error("The data of a refusal cannot be written, socket {}", socket.id(), e);
      return encoder.connectError(namespace.name(), refused.words(), null);
    }
  }

  private static void call(String event, Socket socket, Call call) {
    try {
      call.run();
    } catch (Throwable e) {
      LOG.error("The handler of '{}' failed for socket {}", event, socket.id(), e);
    }
  }

  private interface Call {
    void run() throws Exception;
  }
}
