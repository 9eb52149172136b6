package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.Exchange;
import dev.ticketchat.engine.http.Response;
import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.loop.Deadline;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Carries a session by HTTP requests: a GET waits until there is something to fetch, a POST brings
/// packets. At most one of each at a time.
@SuppressWarnings("ReferenceEquality") // an exchange is itself
final class PollingLink implements Link, PayloadReader.Sink {
  private static final Map<String, String> PAYLOAD_HEADERS =
      Map.of("content-type", "text/plain; charset=UTF-8", "cache-control", "no-store");
  private static final Response OK =
      Response.of(200, "text/html", "ok".getBytes(StandardCharsets.US_ASCII))
          .with("cache-control", "no-store");

  private final EngineSession session;
  private final int maxPayload;
  private final Queue<Waiting> queue = new ArrayDeque<>();

  /// What the last answered poll took: the client has it for sure when it polls again.
  private final List<Waiting> onTheWay = new ArrayList<>();

  private final Deadline farewell = new Farewell();
  private final Deadline crossing = new Crossing();
  private volatile int unsent;
  private volatile @Nullable Exchange poll;
  private @Nullable Exchange post;
  private @Nullable PayloadReader packets;
  private long taken;
  private boolean closed;

  /// @param left run when the client has it
  private record Waiting(Encoded encoded, Runnable left) {}

  /// A link that nothing was asked of yet.
  ///
  /// @param maxPayload where an answer is split, between what was sent as one
  PollingLink(EngineSession session, int maxPayload) {
    this.session = session;
    this.maxPayload = maxPayload;
  }

  @Override
  public Session.Transport transport() {
    return Session.Transport.POLLING;
  }

  // --- GET: what goes out

  void poll(Exchange exchange) {
    if (poll != null) {
      overlap(exchange);
      return;
    }
    poll = exchange;
    endSessionOnAbort(exchange);
    arrived();
    flush();
    if (crossing.armed()) {
      leave();
    }
  }

  private void arrived() {
    for (var fetched : onTheWay) {
      count(-fetched.encoded().size());
      taken += fetched.encoded().size();
      fetched.left().run();
    }
    onTheWay.clear();
    session.onTaken();
  }

  @Override
  public void write(Encoded encoded) {
    write(encoded, () -> {});
  }

  @Override
  public void write(Encoded encoded, Runnable left) {
    queue.add(new Waiting(encoded, left));
    count(encoded.size());
  }

  @Override
  public void flush() {
    if (poll != null && !queue.isEmpty()) {
      answerPoll(nextPayload());
      if (closed && queue.isEmpty()) {
        farewell.cancel();
        forget();
        session.onGone();
      }
    }
  }

  /// Answers a waiting poll with nothing, so that the client can do without.
  void drain() {
    if (poll != null) {
      answerPoll(Encoded.NOOP.payload());
    }
  }

  @Override
  public long unsent() {
    return unsent;
  }

  @Override
  public long taken() {
    return taken;
  }

  @Override
  public boolean writable() {
    return poll != null;
  }

  private byte[] nextPayload() {
    var payload = new ByteArrayOutputStream();
    do {
      var next = queue.remove();
      onTheWay.add(next);
      if (payload.size() > 0) {
        payload.write(PayloadReader.SEPARATOR);
      }
      payload.writeBytes(next.encoded().payload());
    } while (!queue.isEmpty()
        && payload.size() + queue.element().encoded().payload().length < maxPayload);
    return payload.toByteArray();
  }

  private void answerPoll(byte[] payload) {
    if (poll != null) {
      poll.respond(new Response(200, PAYLOAD_HEADERS, payload));
      poll = null;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written on the event loop only
  private void count(int bytes) {
    unsent += bytes;
  }

  // --- POST: what comes in

  /// Some of a POST's body.
  ///
  /// @param taken run when more may come
  void take(Exchange exchange, byte[] bytes, Runnable taken) {
    if (claim(exchange) && packets != null) {
      session.onBytes();
      packets.add(bytes, taken);
      readPackets();
    } else {
      taken.run();
    }
  }

  /// A POST is whole.
  void post(Exchange exchange) {
    if (claim(exchange) && packets != null) {
      packets.end();
      readPackets();
    }
  }

  /// Whether a POST is arriving, or held back because the session accepts nothing.
  boolean posting() {
    return post != null;
  }

  @Override
  public void acceptingChanged() {
    readPackets();
  }

  private boolean claim(Exchange exchange) {
    if (post == null && !closed) {
      post = exchange;
      packets = new PayloadReader(this);
      endSessionOnAbort(exchange);
      checkType(exchange);
    } else if (post != exchange) {
      overlap(exchange);
    }
    return post == exchange;
  }

  private void checkType(Exchange exchange) {
    var type = exchange.request().header("content-type").orElse("");
    if (type.startsWith("application/octet-stream")) {
      refusePost(CloseReason.TRANSPORT_ERROR); // the binary form of protocol 3
    }
  }

  private void readPackets() {
    try {
      if (packets != null) {
        packets.read();
      }
    } catch (MalformedPacketException e) {
      refusePost(CloseReason.PARSE_ERROR);
    }
    if (packets != null && packets.done() && session.accepting()) {
      acceptPost();
    }
  }

  @Override
  public boolean accepting() {
    return packets != null && session.accepting();
  }

  @Override
  public void onPacket(Packet packet) {
    if (packet.type() == Packet.Type.CLOSE) {
      startToLeave();
    } else {
      session.onPacket(packet);
    }
  }

  @Override
  public LargeMessage onLarge(LargeMessage.Kind kind) {
    return session.onLarge(kind);
  }

  /// The client says goodbye, and gets its answer when its last poll has got one: that may be on
  /// its way still.
  private void startToLeave() {
    dropPackets();
    if (poll == null) {
      session.lane().crossings().arm(crossing);
    } else {
      leave();
    }
  }

  private void leave() {
    drain();
    session.end(CloseReason.TRANSPORT_CLOSE);
  }

  private void acceptPost() {
    if (post != null) {
      post.respond(OK);
      post = null;
      dropPackets();
    }
  }

  private void refusePost(CloseReason reason) {
    if (post != null) {
      post.respond(RequestError.BAD_REQUEST.response());
      post = null;
      dropPackets();
    }
    session.end(reason);
  }

  private void dropPackets() {
    if (packets != null) {
      var dropped = packets;
      packets = null;
      dropped.abort();
    }
  }

  // --- the end

  private void overlap(Exchange second) {
    second.respond(RequestError.BAD_REQUEST.response());
    session.end(CloseReason.TRANSPORT_ERROR);
  }

  private void endSessionOnAbort(Exchange exchange) {
    exchange.onAbort(() -> session.lane().run(() -> aborted(exchange)));
  }

  private void aborted(Exchange exchange) {
    if (exchange == poll || exchange == post) {
      session.end(CloseReason.TRANSPORT_ERROR);
    }
  }

  @Override
  public void close(CloseReason reason) {
    closed = true;
    crossing.cancel();
    acceptPost();
    switch (reason) {
      case FORCED_CLOSE, SERVER_SHUTTING_DOWN -> {
        write(Encoded.CLOSE);
        session.lane().farewells().arm(farewell);
        flush();
      }
      case TRANSPORT_CLOSE, TRANSPORT_ERROR, PING_TIMEOUT, PARSE_ERROR, SLOW_CONSUMER -> {
        forget();
        answerPoll(Encoded.CLOSE.payload());
        session.onGone();
      }
    }
  }

  private void forget() {
    onTheWay.addAll(queue);
    queue.clear();
    onTheWay.forEach(waiting -> waiting.left().run());
    onTheWay.clear();
  }

  /// The upgrade is done: what is queued goes over the WebSocket.
  void handOver(WebSocketLink successor) {
    closed = true;
    drain();
    arrived();
    queue.forEach(waiting -> successor.write(waiting.encoded(), waiting.left()));
    queue.clear();
    successor.flush();
  }

  /// There was no poll on its way.
  private final class Crossing extends Deadline {
    @Override
    protected void expired() {
      leave();
    }
  }

  /// The client does not come for the rest.
  private final class Farewell extends Deadline {
    @Override
    protected void expired() {
      forget();
      session.onGone();
    }
  }
}
