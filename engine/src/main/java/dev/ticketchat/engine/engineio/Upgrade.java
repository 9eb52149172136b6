package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.loop.Deadline;

/// A WebSocket that is to take a session over from polling: `2probe`, `3probe`, `5`. Until the `5`
/// the session goes on as before; whatever else comes ends the WebSocket alone.
final class Upgrade implements WebSocketLink.Owner {
  private final EngineSession session;
  private final WebSocketLink webSocket;
  private final Deadline timeout = new Timeout();
  private final Deadline drain = new Drain();
  private boolean begun;
  private boolean probed;

  Upgrade(EngineSession session, int maxPayload) {
    this.session = session;
    this.webSocket = new WebSocketLink(session.lane(), maxPayload, this);
  }

  WebSocketLink webSocket() {
    return webSocket;
  }

  @Override
  public void onReady(WebSocketLink link) {
    begun = session.beginUpgrade(this);
    if (begun) {
      session.lane().upgrades().arm(timeout);
    } else {
      webSocket.close(CloseReason.TRANSPORT_ERROR);
    }
  }

  @Override
  public boolean accepting() {
    return true;
  }

  @Override
  public void onPacket(Packet packet) {
    if (!probed && packet.is(Packet.Type.PING, "probe")) {
      probed = true;
      webSocket.write(Encoded.PROBE_ANSWER);
      webSocket.flush();
      session.lane().drains().arm(drain);
    } else if (probed
        && packet.type() == Packet.Type.UPGRADE
        && session.link() instanceof PollingLink polling
        && !polling.posting()) {
      complete(polling);
    } else {
      abandon();
    }
  }

  @Override
  public LargeMessage onLarge(LargeMessage.Kind kind) {
    abandon();
    return LargeMessage.IGNORED;
  }

  private void complete(PollingLink polling) {
    end();
    webSocket.handOver(session);
    polling.handOver(webSocket);
    session.upgradedTo(webSocket);
  }

  void abandon() {
    end();
    webSocket.close(CloseReason.TRANSPORT_ERROR);
  }

  private void end() {
    timeout.cancel();
    drain.cancel();
    if (begun) {
      begun = false;
      session.upgradeEnded();
    }
  }

  @Override
  public void onBroken(CloseReason reason) {
    abandon();
  }

  @Override
  public void onBytes() {}

  @Override
  public void onTaken() {}

  @Override
  public void onGone() {}

  private final class Timeout extends Deadline {
    @Override
    protected void expired() {
      abandon();
    }
  }

  /// Ends waiting polls, so that the client's last one does not hold the upgrade up.
  private final class Drain extends Deadline {
    @Override
    protected void expired() {
      if (session.link() instanceof PollingLink polling) {
        polling.drain();
      }
      session.lane().drains().arm(this);
    }
  }
}
