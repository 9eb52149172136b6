package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A session without a network: keeps what is sent, and brings a listener what a peer would say, on
/// one thread, as an event loop does.
public final class RecordingSession implements Session, AutoCloseable {
  private static final long DEADLINE_SECONDS = 10;

  private final ExecutorService loop =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("loop").factory());
  private final BlockingQueue<Message> sent = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable CloseReason> closed = new AtomicReference<>();
  private final AtomicInteger pauses = new AtomicInteger();
  private final AtomicInteger replies = new AtomicInteger();
  private final SessionListener listener;
  private volatile boolean writable = true;
  private volatile boolean paused;
  private volatile boolean keepsUp = true;

  public RecordingSession(SessionHandler handler) {
    this.listener = handler.onOpen(this);
  }

  /// What an encoded unit consists of.
  public static List<Message> messages(Encoded encoded) {
    var payload = new String(encoded.payload(), StandardCharsets.UTF_8);
    return Arrays.stream(payload.split("\u001e", -1)).map(RecordingSession::message).toList();
  }

  private static Message message(String packet) {
    return packet.startsWith("b")
        ? Message.binary(Base64.getDecoder().decode(packet.substring(1)))
        : Message.text(packet.substring(1));
  }

  /// Has the peer say something, and returns when the listener has taken it.
  public void receive(Message message) {
    onLoop(() -> listener.onMessage(message));
  }

  /// Ends the session as its peer would.
  public void end(CloseReason reason) {
    if (closed.compareAndSet(null, reason)) {
      onLoop(() -> listener.onClose(reason));
    }
  }

  /// The next message sent; waits for it.
  public Message next() {
    try {
      var message = sent.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nothing was sent in time");
      }
      return message;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// How many messages were sent and not taken yet.
  public int unread() {
    return sent.size();
  }

  public Optional<CloseReason> closed() {
    return Optional.ofNullable(closed.get());
  }

  public void writable(boolean takesBytes) {
    this.writable = takesBytes;
  }

  public boolean paused() {
    return paused;
  }

  /// How often reading was paused so far.
  public int pauses() {
    return pauses.get();
  }

  @Override
  public String sid() {
    return "the-secret-sid";
  }

  @Override
  public Request handshake() {
    return new Request(
        "GET",
        "/socket.io/",
        Map.of(),
        Map.of(),
        new byte[0],
        new InetSocketAddress("localhost", 1));
  }

  @Override
  public Transport transport() {
    return Transport.WEBSOCKET;
  }

  @Override
  public synchronized void send(Encoded encoded) {
    if (closed.get() == null) {
      sent.addAll(messages(encoded));
    }
  }

  @Override
  public void reply(Encoded encoded) {
    replies.incrementAndGet();
    send(encoded);
  }

  /// How often it was replied to the peer.
  public int replies() {
    return replies.get();
  }

  @Override
  public boolean keepsUp() {
    return keepsUp;
  }

  /// The peer reads its replies, or reads nothing more.
  public void keepsUp(boolean reads) {
    keepsUp = reads;
    if (reads) {
      onLoop(listener::onCaughtUp);
    }
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public void pauseReading() {
    pauses.incrementAndGet();
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
  }

  @Override
  public void close(CloseReason reason) {
    if (closed.compareAndSet(null, reason)) {
      loop.execute(() -> listener.onClose(reason));
    }
  }

  @Override
  public void close() {
    end(CloseReason.TRANSPORT_CLOSE);
    loop.shutdown();
  }

  private void onLoop(Runnable step) {
    try {
      loop.submit(step).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the loop is blocked or failed", e);
    }
  }
}
