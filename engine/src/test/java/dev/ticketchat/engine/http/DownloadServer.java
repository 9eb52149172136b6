package dev.ticketchat.engine.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A port that serves the files of a folder in every way there is, and knows which are open.
///
/// The paths are `/WAY/NAME/COUNT`, with `?from=` for where to begin and `?status=`.
final class DownloadServer implements AutoCloseable {
  final AtomicInteger opened = new AtomicInteger();

  /// Exchanges of `/held`, which nobody answers but the test.
  final BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();

  private final Path folder;
  private final HttpServer server;

  DownloadServer(Path folder, Duration requestTimeout) throws IOException {
    this.folder = folder;
    this.server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, 1, requestTimeout, 100, new Cors.SameOrigin()),
            List.of(
                Route.get("/file/{name}/{count}", this::region),
                Route.get("/stream/{name}/{count}", request -> stream(request, open(request))),
                Route.get("/broken/{name}/{count}", request -> stream(request, broken(request))),
                Route.get("/paused/{name}/{count}", request -> stream(request, paused(request))),
                new Held()));
  }

  RawConnection connect() {
    return new RawConnection(address());
  }

  InetSocketAddress address() {
    return server.address();
  }

  /// How many open file descriptors of this process point into the folder.
  long openFiles() {
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(this::pointsIntoFolder).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean pointsIntoFolder(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(folder);
    } catch (NoSuchFileException e) {
      return false; // closed meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Response region(Request request) throws IOException {
    long from = request.parameter("from").map(Long::parseLong).orElse(0L);
    return response(request, new Body.Region(open(request), from, count(request)));
  }

  Response stream(Request request) throws IOException {
    return stream(request, open(request));
  }

  private static Response stream(Request request, FileChannel file) {
    return stream(request, Channels.newInputStream(file));
  }

  private static Response stream(Request request, InputStream content) {
    return response(request, new Body.Stream(content, count(request)));
  }

  private static Response response(Request request, Body body) {
    int status = request.parameter("status").map(Integer::parseInt).orElse(200);
    return new Response(status, Map.of(), body);
  }

  private FileChannel open(Request request) throws IOException {
    opened.incrementAndGet();
    return FileChannel.open(folder.resolve(request.path().split("/", -1)[2]));
  }

  private static long count(Request request) {
    return Long.parseLong(request.path().split("/", -1)[3]);
  }

  private InputStream broken(Request request) throws IOException {
    return new FilterInputStream(Channels.newInputStream(open(request))) {
      private int reads;

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        reads++;
        if (reads > 3) {
          throw new IOException("on purpose");
        }
        return super.read(bytes, offset, length);
      }
    };
  }

  /// Gives a part, and then waits until it is interrupted.
  private InputStream paused(Request request) throws IOException {
    return new FilterInputStream(Channels.newInputStream(open(request))) {
      private int reads;

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        reads++;
        if (reads > 3) {
          pause();
        }
        return super.read(bytes, offset, length);
      }
    };
  }

  private static void pause() throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  @Override
  public void close() {
    server.close(Duration.ZERO);
  }

  private final class Held implements Mount {
    @Override
    public boolean matches(String path) {
      return path.startsWith("/held/");
    }

    @Override
    public Set<String> methods() {
      return Set.of();
    }

    @Override
    public int maxBody() {
      return 0;
    }

    @Override
    public void answer(Exchange exchange) {
      held.add(exchange);
    }
  }
}
