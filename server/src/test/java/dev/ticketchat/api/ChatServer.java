package dev.ticketchat.api;

import dev.ticketchat.api.http.ApiRoutes;
import dev.ticketchat.api.socket.ChatSockets;
import dev.ticketchat.api.socket.SignedInSockets;
import dev.ticketchat.api.socket.SocketAudience;
import dev.ticketchat.api.socket.SocketPolicy;
import dev.ticketchat.api.wire.AttachmentFields;
import dev.ticketchat.api.wire.MessageFormat;
import dev.ticketchat.chat.desk.RandomTicketIds;
import dev.ticketchat.chat.desk.TicketDesk;
import dev.ticketchat.chat.desk.TicketNews;
import dev.ticketchat.chat.fakes.FakeFileUrls;
import dev.ticketchat.chat.fakes.FakeInspector;
import dev.ticketchat.chat.fakes.FakePictures;
import dev.ticketchat.chat.fakes.FileParts;
import dev.ticketchat.chat.files.CheckFile;
import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.chat.files.Scanner;
import dev.ticketchat.chat.files.StartUpload;
import dev.ticketchat.chat.files.UploadLimits;
import dev.ticketchat.chat.files.Uploads;
import dev.ticketchat.chat.files.Workers;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.RevokeUser;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.chat.live.JoinTicket;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.live.VirtualThreadTimers;
import dev.ticketchat.chat.messages.SendMessage;
import dev.ticketchat.chat.recovery.CatchUp;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.engine.engineio.EngineConfig;
import dev.ticketchat.engine.engineio.EngineIo;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.HttpConfig;
import dev.ticketchat.engine.http.HttpServer;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.large.Spool;
import dev.ticketchat.engine.socketio.SocketIo;
import dev.ticketchat.engine.socketio.SocketIoConfig;
import dev.ticketchat.infra.metrics.Metrics;
import dev.ticketchat.infra.sql.SqlStores;
import dev.ticketchat.infra.sql.SqliteDatabase;
import dev.ticketchat.testing.WireSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// The real engine, chat and embedded database behind the sockets and routes of this package, on a
/// free port of the loopback; only tokens are made up, and limits are the test's.
public final class ChatServer implements AutoCloseable {
  private static final int MOST = 1 << 22;

  public final TestTokens tokens = new TestTokens();

  /// What happens while an upload is checked.
  public volatile Runnable onScan = () -> {};

  /// What happens while a user is remembered: after the token was checked, before anything comes of
  /// it.
  public volatile Consumer<Principal> onRemember = _ -> {};

  private final Metrics metrics = new Metrics();
  private final VirtualThreadTimers timers = new VirtualThreadTimers();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final List<RawClient> clients = new ArrayList<>();
  private final SqlStores stores;
  private final Spool spool;
  private final Uploads uploads;
  private final EngineIo engine;
  private final List<Mount> routes;
  private final HttpServer port;
  private final HttpClient http = HttpClient.newHttpClient();

  public ChatServer(Path folder, SocketPolicy policy, RateLimiter limiter) throws IOException {
    this(folder, policy, limiter, EngineConfig.defaults("/socket.io/"));
  }

  private ChatServer(
      Path folder, SocketPolicy policy, RateLimiter limiter, EngineConfig engineConfig)
      throws IOException {
    var clock = InstantSource.system();
    stores = new SqlStores(SqliteDatabase.open(folder), clock, metrics);
    var json = JsonMapper.shared();
    var files = FileParts.in(Files.createTempDirectory(folder, "files"));
    spool =
        new Spool(
            Files.createTempDirectory(folder, "spool"), new Spool.Limits(MOST, MOST, MOST, MOST));
    var io = new SocketIo(SocketIoConfig.defaults(), json, spool);
    var root = io.namespace("/");
    var format = new MessageFormat(new FakeFileUrls());
    var audience = new SocketAudience(root, format);
    var live = new LiveTickets(stores.messages(), audience, timers);
    var access = new TicketAccess(stores.tickets());
    var callers = new Callers(tokens, stores.revocations(), this::remember, limiter);
    var takeFiles = files.takeFiles(limiter, stores.files(), Thread::startVirtualThread);
    uploads = uploads(files, clock);
    var joinTicket = new JoinTicket(access, live);
    var chat =
        new Chat(
            access,
            joinTicket,
            new Sending(
                callers,
                new AttachmentFields(files.workspace(), FileLimits.standard()),
                uploads,
                new SendMessage(limiter, access, takeFiles, stores.messages(), live)),
            live,
            stores.sessions(),
            new CatchUp(stores.messages(), joinTicket, live),
            new TicketDesk(
                access,
                stores.tickets(),
                stores.directory(),
                new TicketNews(audience, live),
                new RandomTicketIds(new SecureRandom()),
                clock),
            format,
            new StartUpload(FileLimits.standard(), access, limiter, uploads),
            uploads,
            new RevokeUser(stores.revocations(), new SignedInSockets(root), clock));
    var brake = new Brake(limiter);
    new ChatSockets(policy, callers, brake, chat, scheduler, clock, _ -> {}).register(root);
    routes =
        new ApiRoutes(
                callers, brake, chat, json, new ApiRoutes.LargeBodies(MOST, spool), (_, _) -> {})
            .routes();
    engine = new EngineIo(engineConfig, _ -> true, io);
    var mounts = new ArrayList<Mount>(routes);
    mounts.add(engine);
    port = HttpServer.start(loopback(), mounts);
  }

  private void remember(Principal user) {
    onRemember.accept(user);
    stores.users().remember(user);
  }

  private Uploads uploads(FileParts files, InstantSource clock) {
    var limits = FileLimits.standard();
    Scanner waiting =
        file -> {
          onScan.run();
          return files.scanner().scan(file);
        };
    return new Uploads(
        UploadLimits.forFilesUpTo(limits.maxFileSize()),
        files.workspace(),
        new CheckFile(
            new FakeInspector(),
            waiting,
            new FakePictures(),
            files.workspace(),
            limits,
            new Workers(Runnable::run)),
        clock,
        new SecureRandom(),
        _ -> {});
  }

  /// With a heartbeat of its own.
  public static ChatServer beating(Path folder, Duration interval, Duration timeout)
      throws IOException {
    var calm = EngineConfig.defaults("/socket.io/");
    return new ChatServer(
        folder,
        SocketPolicy.defaults(),
        (_, _, _) -> Optional.empty(),
        new EngineConfig(
            calm.path(),
            interval,
            timeout,
            calm.upgradeTimeout(),
            calm.maxPayload(),
            calm.maxUnsentBytes(),
            calm.cors()));
  }

  /// A server without limits.
  public static ChatServer unlimited(Path folder, SocketPolicy policy) throws IOException {
    return new ChatServer(folder, policy, (_, _, _) -> Optional.empty());
  }

  public InetSocketAddress address() {
    return port.address();
  }

  /// Sessions that are open.
  public int sessions() {
    return engine.sessionCount();
  }

  /// What is mounted under `/api`.
  public List<Mount> routes() {
    return routes;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port.address().getPort());
  }

  public RawClient connect() {
    return kept(RawClient.connect(uri()));
  }

  public RawClient open(String auth) {
    return kept(RawClient.open(uri(), auth));
  }

  /// A socket that a user is signed in at; what that told is forgotten.
  public RawClient signIn(String token) {
    var client = connect();
    client.emit("authenticate", "{\"token\":\"" + token + "\"}");
    client.first("authenticated");
    client.forget();
    return client;
  }

  /// A ticket of that client.
  public String ticket(String id, String clientId) {
    var draft =
        new TicketDraft(new TicketId(id), new UserId(clientId), "Title of " + id, Optional.empty());
    stores.tickets().save(List.of(draft), Instant.now());
    return id;
  }

  /// Sends so many messages of a client to a ticket.
  public void fill(String ticket, String client, int messages, String text) {
    try (var writer = new WireSocket(address()).signIn("client:" + client)) {
      for (int i = 0; i < messages; i++) {
        writer.send(
            "42%d[\"send_message\",{\"ticketId\":\"%s\",\"message\":\"%s\"}]"
                .formatted(i, ticket, text));
      }
      for (int i = 0; i < messages; i++) {
        writer.await("43" + i + "[{\"ok\":true");
      }
    }
  }

  public HttpResponse<String> request(HttpRequest.Builder request, String path) {
    try {
      return http.send(
          request.uri(uri().resolve(path)).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    clients.forEach(RawClient::close);
    http.close();
    port.close(Duration.ofSeconds(5));
    scheduler.shutdownNow();
    timers.close();
    uploads.close();
    spool.close();
    stores.close();
    metrics.close();
  }

  private RawClient kept(RawClient client) {
    clients.add(client);
    return client;
  }

  private static HttpConfig loopback() {
    return new HttpConfig("127.0.0.1", 0, 1, Duration.ofSeconds(30), 1_000, new Cors.AnyOrigin());
  }
}
