package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.engineio.CloseReason;
import dev.ticketchat.engine.engineio.Message;
import dev.ticketchat.engine.engineio.Session;
import dev.ticketchat.engine.engineio.SessionListener;
import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.large.Spool;
import dev.ticketchat.engine.socketio.PacketAssembler.Extras;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client: the packets of its session on their way to its sockets. Reads heads on the session's
/// event loop and leaves the rest to mailboxes. Whatever breaks the protocol closes the session.
final class Connection
    implements SessionListener, Mailbox.Source, Spool.Sender, PacketAssembler.Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Session session;
  private final Map<String, Namespace> namespaces;
  private final Shared shared;

  /// By namespace; replaced, never changed. A socket that the server disconnected stays until the
  /// client joins again: what the client sent before it knew is dropped there, and breaks nothing.
  private volatile Map<String, Socket> sockets = Map.of();

  private volatile boolean closed;
  private volatile boolean joined;
  private volatile boolean trusted;

  /// Let go of once it is over: an idle connection keeps nothing that it does not need.
  private volatile @Nullable Future<?> connectTimeout;

  private int fullMailboxes;

  // Of the event loop alone.
  private final PacketAssembler assembler;
  private @Nullable Mailbox refusals;

  Connection(Session session, Map<String, Namespace> namespaces, Shared shared) {
    this.session = session;
    this.namespaces = namespaces;
    this.shared = shared;
    this.assembler = new PacketAssembler(shared, this, this);
    this.connectTimeout =
        shared.timeouts().after(shared.config().connectTimeout(), this::onConnectTimeout);
  }

  @Override
  public void onMessage(Message message) {
    if (!closed) {
      assembler.add(message);
    }
  }

  @Override
  public LargeMessage onLargeMessage(LargeMessage.Kind kind) {
    return closed
        ? LargeMessage.IGNORED
        : assembler.addLarge(kind).orElseGet(() -> SessionListener.super.onLargeMessage(kind));
  }

  /// What large message is on the way will not come whole.
  @Override
  public CompletableFuture<Void> drain() {
    pause(); // for good
    return CompletableFuture.allOf(
        sockets.values().stream().map(Socket::drain).toArray(CompletableFuture[]::new));
  }

  @Override
  public void onClose(CloseReason reason) {
    end(reason);
    assembler.abort();
  }

  /// A packet that is none, or that may not come: nothing after it is handled.
  @Override
  public void onMalformed(MalformedPacketException e) {
    LOG.debug("Closing a session: {}", e.getMessage());
    close(CloseReason.PARSE_ERROR);
  }

  @Override
  public void onCaughtUp() {
    sockets.values().forEach(Socket::goOn);
  }

  @Override
  public boolean keepsUp() {
    return session.keepsUp();
  }

  /// Ends the sockets at once and the session when its peer has taken what was queued.
  void close(CloseReason reason) {
    end(reason);
    session.close(reason);
  }

  Session session() {
    return session;
  }

  /// The application vouches for the client.
  void trust() {
    trusted = true;
  }

  @Override
  public boolean trusted() {
    return trusted;
  }

  /// A socket is connected: the client has shown that it speaks Socket.IO.
  void onJoined() {
    joined = true;
    stopConnectTimeout();
  }

  /// A socket was refused, or left at the client's wish: the client may ask for the namespace
  /// again.
  synchronized void remove(Socket socket) {
    var name = socket.namespace().name();
    if (sockets.get(name) == socket) {
      var left = new HashMap<>(sockets);
      left.remove(name);
      sockets = Map.copyOf(left);
    }
  }

  @Override
  public synchronized void pause() {
    if (fullMailboxes++ == 0) {
      session.pauseReading();
    }
  }

  @Override
  public synchronized void resume() {
    if (--fullMailboxes == 0) {
      session.resumeReading();
    }
  }

  @Override
  public void onText(Packet packet) throws MalformedPacketException {
    var _ = socket(packet.namespace());
  }

  @Override
  public void onPacket(Packet packet, Extras extras) throws MalformedPacketException {
    switch (packet) {
      case Packet.Connect connect -> {
        extras.close();
        onConnect(connect);
      }
      case Packet.Disconnect disconnect -> {
        extras.close();
        onDisconnect(socket(disconnect.namespace()));
      }
      case Packet.Event event -> socket(event.namespace()).onEvent(event, extras);
      case Packet.Ack ack -> socket(ack.namespace()).onAck(ack, extras);
      case Packet.ConnectError _ -> throw new MalformedPacketException("a client's connect error");
    }
  }

  private void onConnect(Packet.Connect packet) throws MalformedPacketException {
    var namespace = Optional.ofNullable(namespaces.get(packet.namespace()));
    if (namespace.isEmpty()) {
      refuse(packet);
      return;
    }
    var known = sockets.get(packet.namespace());
    if (known != null && !known.isEnded()) {
      throw new MalformedPacketException("a second connect");
    }
    var socket = new Socket(namespace.get(), this);
    put(socket);
    socket.onConnect(packet);
  }

  private void refuse(Packet.Connect packet) {
    if (refusals == null) {
      refusals = shared.newMailbox(this);
    }
    refusals.submit(Mailbox.Task.of(packet.payload().text().length, () -> refuseUnknown(packet)));
  }

  private void refuseUnknown(Packet.Connect packet) {
    try {
      shared.reader().auth(packet.payload());
      session.send(shared.encoder().connectError(packet.namespace(), "Invalid namespace", null));
    } catch (MalformedPacketException e) {
      onMalformed(e);
    }
  }

  private void onDisconnect(Socket socket) {
    remove(socket);
    socket.leave();
  }

  private Socket socket(String namespace) throws MalformedPacketException {
    var socket = sockets.get(namespace);
    if (socket == null || socket.isConnecting()) {
      throw new MalformedPacketException("a packet for a namespace that is not joined");
    }
    return socket;
  }

  private synchronized void put(Socket socket) {
    var more = new HashMap<>(sockets);
    more.put(socket.namespace().name(), socket);
    sockets = Map.copyOf(more);
  }

  private void onConnectTimeout() {
    if (!joined) {
      close(CloseReason.FORCED_CLOSE);
    }
  }

  private void end(CloseReason reason) {
    closed = true;
    stopConnectTimeout();
    sockets.values().forEach(socket -> socket.end(reason));
  }

  private void stopConnectTimeout() {
    var timeout = connectTimeout;
    connectTimeout = null;
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
