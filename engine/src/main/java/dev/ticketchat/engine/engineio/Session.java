package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.Request;

/// One Engine.IO connection, whatever carries it. Methods may be called from any thread and never
/// block.
public interface Session {

  /// The session's id: a secret of the peer, who takes the session over with it. Never show it to
  /// another.
  String sid();

  /// The request that opened the session, without a body.
  Request handshake();

  /// What carries the session now.
  Transport transport();

  /// Queues messages. What one thread sends arrives in the order sent; sent after the close, it is
  /// dropped. A session whose unsent bytes pass the configured bound, without its replies, is
  /// closed with [CloseReason#SLOW_CONSUMER].
  void send(Encoded messages);

  /// Queues what the peer asked for, in one order with what is sent. It may be as large as it is
  /// and counts against no bound: whoever replies asks [#keepsUp] before it handles the next
  /// request.
  void reply(Encoded messages);

  /// Whether no more is unsent than the configured bound, replies included. If not,
  /// [SessionListener#onCaughtUp] follows, unless the session ends before. True for one that ends.
  boolean keepsUp();

  /// Whether what is sent now would leave at once: the WebSocket takes bytes, or a poll is waiting.
  boolean writable();

  /// Stops reading from the peer until [#resumeReading]; the peer's TCP window fills. Messages that
  /// were read already wait too; one may be under way if this is not called from the listener.
  /// Calls do not nest. The heartbeat does not count the pause against a peer that keeps up.
  void pauseReading();

  void resumeReading();

  /// Ends the session: what was queued is sent if the peer takes it in time, then the transport
  /// closes. Only the first call counts.
  void close(CloseReason reason);

  /// The two transports of Engine.IO 4 that are offered.
  enum Transport {
    POLLING,
    WEBSOCKET
  }
}
