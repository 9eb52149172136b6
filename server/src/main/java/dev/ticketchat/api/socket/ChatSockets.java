package dev.ticketchat.api.socket;

import dev.ticketchat.api.Brake;
import dev.ticketchat.api.Callers;
import dev.ticketchat.api.Chat;
import dev.ticketchat.api.wire.ServerEvent.Pong;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.engine.socketio.Namespace;
import dev.ticketchat.engine.socketio.Socket;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/// The chat's events on a namespace.
public final class ChatSockets {
  private final Callers callers;
  private final Brake brake;
  private final Reception reception;
  private final SocketRecovery recovery;
  private final Turnstile leaving = Turnstile.perCore(1);
  private final TicketEvents tickets;
  private final MessageEvents messages;
  private final UploadEvents uploads;
  private final Consumer<ErrorCode> refusals;

  /// @param timer runs short tasks at their time; must outlive the server's sockets
  /// @param refusals told of each request that fails; any thread
  public ChatSockets(
      SocketPolicy policy,
      Callers callers,
      Brake brake,
      Chat chat,
      ScheduledExecutorService timer,
      InstantSource clock,
      Consumer<ErrorCode> refusals) {
    this.callers = callers;
    this.brake = brake;
    this.refusals = refusals;
    var attendance =
        new Attendance(new Seats(policy.socketsPerUser()), chat.joinTicket(), chat.live());
    this.reception = new Reception(policy, callers, attendance, timer, clock);
    this.recovery =
        new SocketRecovery(chat.sessions(), chat.catchUp(), chat.live(), reception, chat.format());
    this.tickets = new TicketEvents(chat, recovery);
    this.messages = new MessageEvents(callers, chat);
    this.uploads = new UploadEvents(callers, chat, reception);
  }

  /// Adds the handlers; once, before the server starts.
  public void register(Namespace namespace) {
    namespace
        .use(reception::check)
        .recoverWith(recovery)
        .onConnect(this::connected)
        .onDisconnect((socket, _) -> disconnected(socket));
    on(namespace, ClientEvent.AUTHENTICATE, this::authenticate);
    on(namespace, ClientEvent.PING, this::ping);
    on(namespace, ClientEvent.SEND_MESSAGE, x -> reception.handle(x, messages::send));
    counted(namespace, ClientEvent.GET_MESSAGES, messages::load);
    counted(namespace, ClientEvent.JOIN_TICKET, tickets::join);
    counted(namespace, ClientEvent.LEAVE_TICKET, tickets::leave);
    counted(namespace, ClientEvent.GET_ONLINE_USERS, tickets::online);
    on(namespace, ClientEvent.UPLOAD_CHUNK, x -> reception.handle(x, uploads::chunk));
    counted(namespace, ClientEvent.UPLOAD_START, uploads::start);
    counted(namespace, ClientEvent.UPLOAD_FINISH, uploads::finish);
    counted(namespace, ClientEvent.UPLOAD_CANCEL, uploads::cancel);
    counted(namespace, ClientEvent.TYPING_START, tickets::startTyping);
    counted(namespace, ClientEvent.TYPING_STOP, tickets::stopTyping);
  }

  private void connected(Socket socket) {
    reception.connected(socket);
    recovery.save(socket);
  }

  private void disconnected(Socket socket) {
    leaving.pass(() -> {
      recovery.saveEnded(socket);
      reception.disconnected(socket);
    });
  }

  private void authenticate(Exchange exchange) {
    reception.authenticate(exchange);
    recovery.save(exchange.socket());
  }

  private void ping(Exchange exchange) {
    exchange.answering(() -> {
      var socket = exchange.socket();
      reception
          .userAt(socket)
          .ifPresentOrElse(
              callers::count, () -> brake.onRefusal(Optional.empty(), socket.handshake().remote()));
      exchange.succeed(new Pong());
    });
  }

  private void counted(Namespace namespace, ClientEvent event, Operation operation) {
    Operation counting =
        (caller, exchange) -> {
          callers.count(caller);
          operation.run(caller, exchange);
        };
    on(namespace, event, exchange -> reception.handle(exchange, counting));
  }

  private void on(Namespace namespace, ClientEvent event, Consumer<Exchange> handler) {
    namespace.on(
        event.wire(),
        (socket, args, ack) ->
            handler.accept(new Exchange(event, socket, args, ack, refusalsOf(socket))));
  }

  /// Counts them, and slows who asks for them.
  private Consumer<ErrorCode> refusalsOf(Socket socket) {
    var user = reception.userAt(socket);
    return code -> {
      refusals.accept(code);
      brake.onRefusal(user, socket.handshake().remote());
    };
  }
}
