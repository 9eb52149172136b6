package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.engineio.Session;
import dev.ticketchat.engine.engineio.SessionHandler;
import dev.ticketchat.engine.engineio.SessionListener;
import dev.ticketchat.engine.large.Spool;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/// A Socket.IO 5 server: the handler to give to an [dev.ticketchat.engine.engineio.EngineIo].
///
/// It starts no thread until a client connects and needs no closing: its sockets end with their
/// sessions. Methods may be called from any thread.
public final class SocketIo implements SessionHandler {
  private final Shared shared;
  private final ConcurrentHashMap<String, Namespace> namespaces = new ConcurrentHashMap<>();

  /// A server without namespaces but "/".
  ///
  /// @param json writes arguments and reads them
  public SocketIo(SocketIoConfig config, JsonMapper json) {
    this(Shared.of(config, json, Optional.empty()));
  }

  /// A server whose large values go to files: in an event's arguments, a string of more than 64 KiB
  /// and binary of more than 64 KiB is a [tools.jackson.databind.node.POJONode] with a
  /// [dev.ticketchat.engine.large.Blob], which belongs to the event's handler. Of a string it has
  /// the bytes that the base64 stands for.
  ///
  /// @param spool must outlive the server
  public SocketIo(SocketIoConfig config, JsonMapper json, Spool spool) {
    this(Shared.of(config, json, Optional.of(spool)));
  }

  private SocketIo(Shared shared) {
    this.shared = shared;
    namespace(Namespace.MAIN);
    // The first use of the JSON library costs tens of milliseconds: here, not the first client.
    var _ = shared.encoder().connect(Namespace.MAIN, shared.newId());
  }

  /// The namespace of that name, made if it is new. "/" is there from the start. Names are static:
  /// a client that asks for any other gets `Invalid namespace`.
  ///
  /// @throws IllegalArgumentException if the name does not start with a slash or has a comma
  public Namespace namespace(String name) {
    if (!name.startsWith("/") || name.contains(",")) {
      throw new IllegalArgumentException(
          "A namespace starts with a slash and has no comma: '" + name + "'");
    }
    return namespaces.computeIfAbsent(name, absent -> new Namespace(absent, shared));
  }

  @Override
  public SessionListener onOpen(Session session) {
    return new Connection(session, namespaces, shared);
  }
}
