package dev.ticketchat.api.http;

import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileLinks;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.HttpConfig;
import dev.ticketchat.engine.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/// The routes of files on a free port of the loopback, with one picture to serve, and a client. Its
/// clock stands still. The port's other routes would be for one origin only.
final class FileServer implements AutoCloseable {
  static final FileName NAME = new FileName("0".repeat(32) + ".png");
  static final FileName THUMBNAIL = new FileName("1".repeat(32) + ".jpg");
  static final int SIZE = 200_000;

  final byte[] content = new byte[SIZE];
  final FilesOnDisk files;
  final FileLinks links;
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

  /// Each as its route and status.
  final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;

  FileServer(Path folder) throws IOException {
    new Random(1).nextBytes(content);
    files = new FilesOnDisk(folder);
    add("photo.png", "image/png");
    links = new FileLinks(this::uri, new byte[32], Duration.ofHours(24), now::get);
    var routes =
        new FileRoutes(links, files, files, (route, status) -> answers.add(route + " " + status));
    var cors = new Cors.Origins(Set.of("https://desk.example"));
    server =
        HttpServer.start(
            new HttpConfig("127.0.0.1", 0, 1, Duration.ofSeconds(30), 100, cors), routes.routes());
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.address().getPort());
  }

  /// Calls the picture something else.
  void add(String originalName, String type) {
    add(originalName, type, content);
  }

  void add(String originalName, String type, byte[] bytes) {
    files.add(
        new Attachment(
            NAME,
            originalName,
            type,
            bytes.length,
            "ab".repeat(32),
            Instant.parse("2026-03-01T10:20:30.456Z"),
            Optional.of(THUMBNAIL)),
        bytes);
  }

  /// Follows the picture's link.
  ///
  /// @param headers names and values in turn
  HttpResponse<byte[]> get(String... headers) {
    var request = request(links.url(NAME));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<byte[]> head(String... headers) {
    var request = request(links.url(NAME)).HEAD();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Empty where there is none.
  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    client.close();
    server.close(Duration.ofSeconds(5));
  }
}
