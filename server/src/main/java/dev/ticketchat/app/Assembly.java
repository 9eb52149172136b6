package dev.ticketchat.app;

import dev.ticketchat.api.Brake;
import dev.ticketchat.api.Callers;
import dev.ticketchat.api.Chat;
import dev.ticketchat.api.Sending;
import dev.ticketchat.api.http.ApiRoutes;
import dev.ticketchat.api.http.FileRoutes;
import dev.ticketchat.api.http.PageRoutes;
import dev.ticketchat.api.socket.ChatSockets;
import dev.ticketchat.api.socket.SignedInSockets;
import dev.ticketchat.api.socket.SocketAudience;
import dev.ticketchat.api.socket.SocketPolicy;
import dev.ticketchat.api.wire.MessageFormat;
import dev.ticketchat.chat.desk.RandomTicketIds;
import dev.ticketchat.chat.desk.TicketDesk;
import dev.ticketchat.chat.desk.TicketNews;
import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.chat.files.StartUpload;
import dev.ticketchat.chat.identity.RevokeUser;
import dev.ticketchat.chat.identity.TokenVerifier;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.chat.live.JoinTicket;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.messages.SendMessage;
import dev.ticketchat.chat.recovery.CatchUp;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.engine.engineio.EngineConfig;
import dev.ticketchat.engine.engineio.EngineIo;
import dev.ticketchat.engine.engineio.SessionLimits;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.socketio.ClientBundle;
import dev.ticketchat.engine.socketio.Namespace;
import dev.ticketchat.engine.socketio.SocketIo;
import dev.ticketchat.engine.socketio.SocketIoConfig;
import dev.ticketchat.infra.metrics.Metrics;
import dev.ticketchat.infra.sql.SqlStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Makes what is mounted on the port: the chat on its socket events and routes. Starts and opens
/// nothing.
final class Assembly {
  private static final String SOCKETS = "/socket.io/";

  /// Events that were read from a client and not handled yet; each is answered within seconds, also
  /// where the client is slowed.
  private static final int MAX_QUEUED_EVENTS = 100;

  /// Replies lie in the heap and beside it.
  private static final int PART_FOR_REPLIES = 8;

  private final SqlStores stores;
  private final FileParts files;
  private final RateLimiter limiter;
  private final Callers callers;
  private final Brake brake;
  private final Clocks clocks;
  private final JsonMapper json = new JsonMapper();

  Assembly(
      SqlStores stores,
      FileParts files,
      RateLimiter limiter,
      TokenVerifier verifier,
      Clocks clocks) {
    this.stores = stores;
    this.files = files;
    this.limiter = limiter;
    this.callers = new Callers(verifier, stores.revocations(), stores.users(), limiter);
    this.brake = new Brake(limiter);
    this.clocks = clocks;
  }

  /// @param url where browsers reach the server; asked when it serves
  List<Mount> mounts(ServerConfig config, Supplier<URI> url, Metrics metrics) {
    var socketIo = new SocketIo(socketIo(files.limits()), json, files.spool());
    var namespace = socketIo.namespace("/");
    var chat = chat(namespace);
    new ChatSockets(
            policy(config.limits()),
            callers,
            brake,
            chat,
            clocks.scheduler(),
            clocks.instants(),
            metrics::refused)
        .register(namespace);

    var mounts = new ArrayList<Mount>(new ClientBundle().routes(SOCKETS));
    var engine = new EngineIo(engine(config), _ -> true, socketIo);
    metrics.socketsConnected(engine::sessionCount);
    mounts.add(engine);
    var largeBodies = new ApiRoutes.LargeBodies(config.files().largestMessage(), files.spool());
    mounts.addAll(
        new ApiRoutes(callers, brake, chat, json, largeBodies, metrics::httpRequest).routes());
    mounts.addAll(
        new FileRoutes(files.links(), files.registry(), files.store(), metrics::httpRequest)
            .routes());
    mounts.addAll(new PageRoutes(page(), url).routes());
    return mounts;
  }

  private Chat chat(Namespace namespace) {
    var format = new MessageFormat(files.links());
    var audience = new SocketAudience(namespace, format);
    var live = new LiveTickets(stores.messages(), audience, clocks.timers());
    var access = new TicketAccess(stores.tickets());
    var joinTicket = new JoinTicket(access, live);
    return new Chat(
        access,
        joinTicket,
        new Sending(
            callers,
            files.attachments(),
            files.uploads(),
            new SendMessage(limiter, access, files.takeFiles(), stores.messages(), live)),
        live,
        stores.sessions(),
        new CatchUp(stores.messages(), joinTicket, live),
        new TicketDesk(
            access,
            stores.tickets(),
            stores.directory(),
            new TicketNews(audience, live),
            new RandomTicketIds(new SecureRandom()),
            clocks.instants()),
        format,
        new StartUpload(files.limits(), access, limiter, files.uploads()),
        files.uploads(),
        new RevokeUser(stores.revocations(), new SignedInSockets(namespace), clocks.instants()));
  }

  /// A few more attachments than a message may have are refused in words.
  private static SocketIoConfig socketIo(FileLimits limits) {
    var defaults = SocketIoConfig.defaults();
    return new SocketIoConfig(
        defaults.connectTimeout(),
        Math.max(defaults.maxAttachments(), 2 * limits.maxFiles()),
        defaults.maxNesting(),
        defaults.maxText(),
        MAX_QUEUED_EVENTS);
  }

  private static EngineConfig engine(ServerConfig config) {
    return new EngineConfig(
        SOCKETS,
        Duration.ofSeconds(25),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        config.files().largestMessage(),
        config.limits().unsentBytes(),
        new SessionLimits(
            config.connectionsPerAddress(),
            OpenFiles.maxConnections(),
            Runtime.getRuntime().maxMemory() / PART_FOR_REPLIES),
        config.cors());
  }

  private static SocketPolicy policy(LimitsConfig limits) {
    var defaults = SocketPolicy.defaults();
    return new SocketPolicy(
        limits.signInTime(),
        defaults.parkingTime(),
        defaults.maxParked(),
        defaults.largeEvent(),
        limits.waitingBytes(),
        defaults.expiryGrace(),
        limits.connectionsPerUser());
  }

  private static byte[] page() {
    try (var html = Assembly.class.getResourceAsStream("/examples/websocket-chat-client.html")) {
      return Optional.ofNullable(html).orElseThrow().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
