package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.engineio.CloseReason;
import dev.ticketchat.engine.engineio.Message;
import dev.ticketchat.engine.engineio.RecordingSession;

/// A client that speaks raw packets, without a network.
final class FakeClient implements AutoCloseable {
  private final RecordingSession session;

  FakeClient(SocketIo server) {
    this.session = new RecordingSession(server);
  }

  /// A client that has joined the main namespace.
  static FakeClient connected(SocketIo server) {
    var client = new FakeClient(server);
    client.connect("/");
    return client;
  }

  /// Joins a namespace; returns the id of the socket.
  String connect(String namespace) {
    var head = namespace.equals("/") ? "0" : "0" + namespace + ",";
    says(head);
    var reply = hears();
    assertThat(reply).startsWith(head + "{\"sid\":\"").endsWith("\"}");
    return reply.substring(head.length() + "{\"sid\":\"".length(), reply.length() - 2);
  }

  void says(String packet) {
    session.receive(Message.text(packet));
  }

  void says(byte[] attachment) {
    session.receive(Message.binary(attachment));
  }

  /// The next text, waited for.
  String hears() {
    return switch (session.next()) {
      case Message.Text text -> text.toString();
      case Message.Binary _ -> throw new AssertionError("bytes where text was expected");
    };
  }

  /// The next attachment, waited for.
  byte[] hearsBytes() {
    return switch (session.next()) {
      case Message.Text text -> throw new AssertionError("text where bytes were expected: " + text);
      case Message.Binary binary -> binary.bytes();
    };
  }

  /// Ends as a client does whose network goes away.
  void vanishes() {
    session.end(CloseReason.TRANSPORT_CLOSE);
  }

  void isClosedFor(CloseReason reason) {
    await().untilAsserted(() -> assertThat(session.closed()).contains(reason));
  }

  RecordingSession session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
  }
}
