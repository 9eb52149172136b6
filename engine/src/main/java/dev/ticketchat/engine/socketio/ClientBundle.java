package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.http.Response;
import dev.ticketchat.engine.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/// The official browser client, as files to serve: what a page's `<script
/// src="/socket.io/socket.io.js">` loads. The files are those of the npm package
/// `socket.io-client`, taken when the engine was built.
///
/// A file is read at its first request and kept, plain and compressed.
public final class ClientBundle {
  private static final List<String> SCRIPTS =
      List.of(
          "socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js");
  private static final String SCRIPT_TYPE = "application/javascript; charset=utf-8";
  private static final String MAP_TYPE = "application/json; charset=utf-8";

  private final String version;
  private final ConcurrentHashMap<String, Content> contents = new ConcurrentHashMap<>();

  public ClientBundle() {
    this.version =
        new JsonMapper().readTree(resource("package.json")).required("version").stringValue();
  }

  /// The version of the client, as npm knows it.
  public String version() {
    return version;
  }

  /// Routes for the files and their source maps, to be mounted before the Engine.IO server.
  ///
  /// @param path where the Engine.IO server is mounted, with a slash at both ends
  public List<Route> routes(String path) {
    return SCRIPTS.stream()
        .flatMap(script ->
            Stream.of(route(path, script, SCRIPT_TYPE), route(path, script + ".map", MAP_TYPE)))
        .toList();
  }

  private Route route(String path, String file, String type) {
    return Route.get(path + file, request -> answer(request, file, type));
  }

  private Response answer(Request request, String file, String type) {
    // a page of any origin may load it
    var headers =
        Map.of(
            "cache-control", "public, max-age=0",
            "cross-origin-resource-policy", "cross-origin",
            "etag", "\"" + version + "\"",
            "vary", "Accept-Encoding");
    if (isKnown(request)) {
      return new Response(304, headers, new byte[0]);
    }
    var content = contents.computeIfAbsent(file, name -> Content.of(resource(name)));
    if (!acceptsGzip(request)) {
      return new Response(200, headers, content.plain()).with("content-type", type);
    }
    return new Response(200, headers, content.gzipped())
        .with("content-type", type)
        .with("content-encoding", "gzip");
  }

  private boolean isKnown(Request request) {
    return elements(request, "if-none-match")
        .anyMatch(
            tag -> tag.equals("*") || tag.replaceFirst("^W/", "").equals("\"" + version + "\""));
  }

  private static boolean acceptsGzip(Request request) {
    return elements(request, "accept-encoding")
        .map(coding -> coding.toLowerCase(Locale.ROOT).replace(" ", ""))
        .anyMatch(coding -> coding.startsWith("gzip") && !coding.matches("gzip;q=0(\\.0*)?"));
  }

  private static Stream<String> elements(Request request, String header) {
    return request.headers().getOrDefault(header, List.of()).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip);
  }

  private static byte[] resource(String name) {
    try (InputStream file = ClientBundle.class.getResourceAsStream("client/" + name)) {
      if (file == null) {
        throw new IllegalStateException("The engine was built without " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Content(byte[] plain, byte[] gzipped) {

    static Content of(byte[] plain) {
      var gzipped = new ByteArrayOutputStream(plain.length / 3);
      try (var out = new GZIPOutputStream(gzipped)) {
        out.write(plain);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Content(plain, gzipped.toByteArray());
    }
  }
}
