package dev.ticketchat.app;

import dev.ticketchat.api.Callers;
import dev.ticketchat.api.Chat;
import dev.ticketchat.api.http.ApiRoutes;
import dev.ticketchat.api.http.PageRoutes;
import dev.ticketchat.api.socket.ChatSockets;
import dev.ticketchat.api.socket.SocketAudience;
import dev.ticketchat.api.socket.SocketPolicy;
import dev.ticketchat.api.wire.MessageFormat;
import dev.ticketchat.chat.desk.RandomTicketIds;
import dev.ticketchat.chat.desk.TicketDesk;
import dev.ticketchat.chat.desk.TicketNews;
import dev.ticketchat.chat.files.TakeFiles;
import dev.ticketchat.chat.identity.TokenVerifier;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.chat.live.JoinTicket;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.messages.SendMessage;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.engine.engineio.EngineConfig;
import dev.ticketchat.engine.engineio.EngineIo;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.socketio.ClientBundle;
import dev.ticketchat.engine.socketio.Namespace;
import dev.ticketchat.engine.socketio.SocketIo;
import dev.ticketchat.engine.socketio.SocketIoConfig;
import dev.ticketchat.infra.metrics.Metrics;
import dev.ticketchat.infra.sql.SqlStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Makes what is mounted on the port: the chat on its socket events and routes. Starts and opens
/// nothing.
final class Assembly {
  private static final String SOCKETS = "/socket.io/";

  /// A message has at most 10,000 characters, which are 60 KB in JSON's longest form. This takes
  /// sixteen such messages in one polling body, after a client was offline.
  private static final int MAX_PAYLOAD = 1 << 20;

  /// The largest answer is a page of 100 messages of 10,000 characters: 3 MB of text in most
  /// scripts, 6 MB in the worst. A reader who does not take one page and what comes meanwhile is
  /// cut off.
  private static final int MAX_UNSENT = 8 << 20;

  private final SqlStores stores;
  private final RateLimiter limiter;
  private final Callers callers;
  private final Clocks clocks;
  private final JsonMapper json = new JsonMapper();

  Assembly(SqlStores stores, RateLimiter limiter, TokenVerifier verifier, Clocks clocks) {
    this.stores = stores;
    this.limiter = limiter;
    this.callers = new Callers(verifier, stores.users(), limiter);
    this.clocks = clocks;
  }

  List<Mount> mounts(Cors cors, Metrics metrics) {
    var socketIo = new SocketIo(SocketIoConfig.defaults(), json);
    var namespace = socketIo.namespace("/");
    var chat = chat(namespace);
    new ChatSockets(
            SocketPolicy.defaults(),
            callers,
            chat,
            clocks.scheduler(),
            clocks.instants(),
            metrics::refused)
        .register(namespace);

    var mounts = new ArrayList<Mount>(new ClientBundle().routes(SOCKETS));
    var engine = new EngineIo(engine(cors), _ -> true, socketIo);
    metrics.socketsConnected(engine::sessionCount);
    mounts.add(engine);
    mounts.addAll(new ApiRoutes(callers, chat, json, metrics::httpRequest).routes());
    mounts.addAll(new PageRoutes(page()).routes());
    return mounts;
  }

  private Chat chat(Namespace namespace) {
    var format = new MessageFormat(NoFilesYet.urls());
    var audience = new SocketAudience(namespace, format);
    var live = new LiveTickets(stores.messages(), audience, clocks.timers());
    var access = new TicketAccess(stores.tickets());
    return new Chat(
        access,
        new JoinTicket(access, live),
        new SendMessage(limiter, access, takeFiles(), stores.messages(), live),
        live,
        new TicketDesk(
            access,
            stores.tickets(),
            stores.directory(),
            new TicketNews(audience, live),
            new RandomTicketIds(new SecureRandom()),
            clocks.instants()),
        format);
  }

  /// To be replaced by the real parts; until then `SendFields` lets no file come so far.
  private TakeFiles takeFiles() {
    return NoFilesYet.takeFiles(limiter, stores.files(), clocks.instants());
  }

  private static EngineConfig engine(Cors cors) {
    return new EngineConfig(
        SOCKETS,
        Duration.ofSeconds(25),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        MAX_PAYLOAD,
        MAX_UNSENT,
        cors);
  }

  private static byte[] page() {
    try (var html = Assembly.class.getResourceAsStream("/examples/websocket-chat-client.html")) {
      return Optional.ofNullable(html).orElseThrow().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
