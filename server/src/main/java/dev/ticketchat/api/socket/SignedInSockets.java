package dev.ticketchat.api.socket;

import dev.ticketchat.chat.identity.OpenSockets;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.engine.socketio.Namespace;

/// The sockets of a namespace by who is at them. It looks at each one: it is asked rarely, and so
/// nothing has to be kept for it.
public final class SignedInSockets implements OpenSockets {
  private final Namespace namespace;

  public SignedInSockets(Namespace namespace) {
    this.namespace = namespace;
  }

  @Override
  public void endAllOf(UserId user) {
    namespace.to().sockets().stream()
        .flatMap(socket -> socket.attachment(Visitor.class).stream())
        .filter(visitor -> isAt(visitor, user))
        .forEach(Reception::turnOut);
  }

  private static boolean isAt(Visitor visitor, UserId user) {
    return visitor.identity().user().filter(who -> who.id().equals(user)).isPresent();
  }
}
