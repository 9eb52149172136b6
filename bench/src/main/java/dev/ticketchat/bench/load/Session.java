package dev.ticketchat.bench.load;

/// What one user says and hears over its connection: Engine.IO and Socket.IO, then signing in and
/// joining the ticket. On its event loop.
final class Session implements FrameReader.Sink {

  /// Who is told. `onEnded` comes once and last.
  interface Owner {
    /// A user is signed in and in its room.
    void onReady(Member member, Connection connection);

    /// A user's connection is over, whether or not it was in its room.
    void onEnded(Member member);

    /// An event of one who is in the room. The bytes are only good during the call.
    void onEvent(Member member, ServerEvent event, byte[] bytes, int from, int to);
  }

  private enum Step {
    OPENING,
    ENTERING,
    SIGNING_IN,
    JOINING,
    READY
  }

  /// How much of an error is shown.
  private static final int SHOWN = 200;

  private final Connection connection;
  private final Member member;
  private final LoopState shared;
  private final Owner owner;
  private final long began;
  private Step step = Step.OPENING;

  Session(Connection connection, Member member, LoopState shared, Owner owner) {
    this.connection = connection;
    this.member = member;
    this.shared = shared;
    this.owner = owner;
    this.began = shared.now();
  }

  boolean ready() {
    return step == Step.READY;
  }

  /// For messages of errors.
  @Override
  public String toString() {
    return "connection %d, %s".formatted(member.index(), step);
  }

  // --- WebSocket

  @Override
  public void onText(byte[] bytes, int from, int to) {
    if (connection.ended() || from == to) {
      return;
    }
    shared.tally().onRead(to - from);
    switch (bytes[from]) {
      case '0' -> onOpen();
      case '1' -> connection.fail(Fault.CLOSED, "the server closed the session");
      case '2' -> onPing();
      case '4' -> onPacket(bytes, from + 1, to);
      default -> {}
    }
  }

  @Override
  public void onBinary(byte[] bytes, int from, int to) {
    shared.tally().faults().count(Fault.OTHER, 1);
  }

  @Override
  public void onPing(byte[] bytes, int from, int to) {
    connection.send(shared.requests().webSocketPong(bytes, from, to));
  }

  @Override
  public void onClose() {
    connection.fail(Fault.CLOSED, "the server closed the WebSocket");
  }

  // --- Engine.IO

  private void onOpen() {
    if (step == Step.OPENING) {
      step = Step.ENTERING;
      connection.send(shared.requests().connect());
    }
  }

  private void onPing() {
    shared.tally().onPing();
    connection.send(shared.requests().pong());
  }

  // --- Socket.IO

  private void onPacket(byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    switch (bytes[from]) {
      case '0' -> onConnected();
      case '1', '4' ->
          connection.fail(Fault.HANDSHAKE, "the namespace: " + Bytes.text(bytes, from, to, SHOWN));
      case '2' -> onEvent(bytes, from + 1, to);
      default -> {}
    }
  }

  private void onConnected() {
    if (step == Step.ENTERING) {
      step = Step.SIGNING_IN;
      connection.send(shared.requests().authenticate(shared.tokens().take(member)));
    }
  }

  private void onEvent(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && bytes[start] != '[') { // an acknowledgement's id comes first
      start++;
    }
    var event = ServerEvent.of(bytes, start, to);
    if (ready()) {
      owner.onEvent(member, event, bytes, start, to);
    } else {
      onSignIn(event, bytes, start, to);
    }
  }

  private void onSignIn(ServerEvent event, byte[] bytes, int from, int to) {
    switch (event) {
      case AUTHENTICATED -> {
        step = Step.JOINING;
        connection.send(shared.requests().join(member.room().ticket()));
      }
      case JOINED_TICKET -> onJoined();
      case AUTHENTICATION_ERROR ->
          connection.fail(Fault.AUTHENTICATION, Bytes.text(bytes, from, to, SHOWN));
      case JOIN_TICKET_ERROR -> connection.fail(Fault.JOIN, Bytes.text(bytes, from, to, SHOWN));
      case NEW_MESSAGE, MESSAGES_LOADED, SEND_MESSAGE_ERROR, MESSAGES_ERROR, OTHER ->
          shared.tally().faults().count(Fault.OTHER, 1);
    }
  }

  private void onJoined() {
    step = Step.READY;
    shared.tally().handshakes().record(shared.now() - began);
    owner.onReady(member, connection);
  }

  void onEnded() {
    owner.onEnded(member);
  }
}
