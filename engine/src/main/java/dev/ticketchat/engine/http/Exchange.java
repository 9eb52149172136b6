package dev.ticketchat.engine.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/// One request and the way to answer it. For mounts; a [Handler] sees only the [Request].
///
/// Methods may be called from any thread. Only the first answer counts; after the peer has gone it
/// is dropped.
public final class Exchange {
  private final HttpConnection connection;
  private Request request;
  private final Mount mount;
  private Optional<Runnable> onAbort = Optional.empty();
  private Optional<BodyTaker> bodyTaker = Optional.empty();
  private State state = State.ARRIVING;

  Exchange(HttpConnection connection, Request head, Mount mount) {
    this.connection = connection;
    this.request = head;
    this.mount = mount;
  }

  /// The request; without its body while that is arriving.
  public Request request() {
    return request;
  }

  /// The connection's event loop.
  public EventLoop eventLoop() {
    return connection.eventLoop();
  }

  /// An event loop for a connection that stays when it has left HTTP; each time the next one.
  public EventLoop loopToStay() {
    return connection.loopToStay();
  }

  public void respond(Response response) {
    if (!onLoop(() -> connection.respond(this, response))) {
      response.body().discard();
    }
  }

  /// What to do if the peer goes away unanswered. Runs on the connection's event loop; at once if
  /// it has happened already.
  public void onAbort(Runnable action) {
    onLoop(() -> {
      if (state == State.ABORTED) {
        action.run();
      } else {
        onAbort = Optional.of(action);
      }
    });
  }

  /// Answers with 101 and leaves HTTP: the connection moves to that event loop, and `handler` is
  /// all that is left in its pipeline. If the peer is gone by then, `handler` is never added.
  public void switchProtocol(Map<String, String> headers, EventLoop to, ChannelHandler handler) {
    onLoop(() -> connection.leaveHttp(this, new Response(101, headers, new byte[0]), to, handler));
  }

  /// Asks the mount who takes the body.
  void askForBodyTaker() {
    bodyTaker = mount.bodyTaker(this);
  }

  /// Who takes the body, if somebody does.
  Optional<BodyTaker> bodyTaker() {
    return bodyTaker;
  }

  Mount mount() {
    return mount;
  }

  State state() {
    return state;
  }

  void whole(byte[] body) {
    request = request.withBody(body);
    state = State.WHOLE;
  }

  void answered() {
    state = State.ANSWERED;
  }

  void abort() {
    if (state != State.ANSWERED) {
      state = State.ABORTED;
      onAbort.ifPresent(Runnable::run);
    }
  }

  /// Whether it runs; it does not after the server has ended.
  private boolean onLoop(Runnable action) {
    if (eventLoop().inEventLoop()) {
      action.run();
      return true;
    }
    if (eventLoop().isShuttingDown()) {
      return false;
    }
    try {
      eventLoop().execute(action);
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  enum State {
    ARRIVING,
    WHOLE,
    ANSWERED,
    ABORTED
  }
}
