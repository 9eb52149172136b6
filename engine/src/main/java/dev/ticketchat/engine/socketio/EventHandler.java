package dev.ticketchat.engine.socketio;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// Handles one event of any socket of a namespace. Runs on the socket's virtual thread: events of
/// one socket one at a time, in the order they came; it may block, which delays this socket alone.
/// What it throws is logged; the socket lives.
@FunctionalInterface
public interface EventHandler {

  /// Handles one event of one socket.
  ///
  /// @param args the event's arguments; binary ones are `BinaryNode`s where they stood
  void on(Socket socket, List<JsonNode> args, Ack ack) throws Exception;
}
