package dev.ticketchat.api.http;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileLinks;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileRegistry;
import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.engine.http.Body;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.http.Response;
import dev.ticketchat.engine.http.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/// The files of messages. Whoever has a good link gets its file, from any origin; whoever has none
/// does not learn whether there is one.
public final class FileRoutes {
  private static final String TEMPLATE = "/uploads/chat/{filename}";
  private static final String RETRY_AFTER_SECONDS = "5";

  /// Of every answer. An image tag and `fetch` of another origin may use it, since the link alone
  /// opens it; what is opened from it does not learn the link.
  private static final Map<String, String> ALWAYS =
      Map.of(
          "x-content-type-options", "nosniff",
          "referrer-policy", "no-referrer",
          "cross-origin-resource-policy", "cross-origin",
          "access-control-expose-headers",
              "Accept-Ranges, Content-Disposition, Content-Range, ETag");

  private static final Map<String, String> OF_REFUSALS =
      Map.of("cache-control", "no-store", "content-security-policy", ServedFile.SAVED_POLICY);

  private final FileLinks links;
  private final FileRegistry registry;
  private final FileBodies bodies;
  private final ObjIntConsumer<String> answers;

  /// @param answers told of each answer: the route's template and the status; any thread
  public FileRoutes(
      FileLinks links, FileRegistry registry, FileStore store, ObjIntConsumer<String> answers) {
    this.links = links;
    this.registry = registry;
    this.bodies = new FileBodies(store);
    this.answers = answers;
  }

  public List<Mount> routes() {
    return List.of(new AnyOriginMount(Route.get(TEMPLATE, this::answer)));
  }

  private Response answer(Request request) throws IOException {
    var answer = found(request);
    answers.accept(TEMPLATE, answer.status());
    return answer;
  }

  private Response found(Request request) throws IOException {
    var name = FileName.parse(request.path().substring(request.path().lastIndexOf('/') + 1));
    var left = name.flatMap(n -> check(n, request));
    if (left.isEmpty()) {
      return refusal(403, "This link is not valid, or it has expired.");
    }
    try {
      var file = registry.find(name.get()).map(attachment -> ServedFile.of(attachment, name.get()));
      return file.isPresent() ? serve(file.get(), left.get(), request) : notFound();
    } catch (Refused e) {
      return unavailable(e);
    }
  }

  private Optional<Duration> check(FileName name, Request request) {
    return links.check(name, request.parameter("expires"), request.parameter("signature"));
  }

  private Response serve(ServedFile file, Duration left, Request request) throws IOException {
    var known = with(file.caching(left), with(ALWAYS, Response.empty(304)));
    if (file.validators().isKnown(request)) {
      return known;
    }
    var head = with(file.content(), known);
    if (file.size().isEmpty()) {
      return whole(head, bodies.openThumbnail(file.name()));
    }
    long size = file.size().getAsLong();
    return switch (range(file, size, request)) {
      case ByteRange.Whole() -> whole(head, bodies.open(file.name(), 0, size));
      case ByteRange.Part(var from, var count) ->
          part(head, from, count, size, bodies.open(file.name(), from, count));
      case ByteRange.Unsatisfiable() ->
          refusal(416, "The file does not have that part.")
              .with("content-range", "bytes */" + size);
    };
  }

  /// Ranges are of what `GET` answers (RFC 9110, 14.2).
  private static ByteRange range(ServedFile file, long size, Request request) {
    return request.method().equals("GET") && file.validators().allowRange(request)
        ? ByteRange.parse(request.headers().getOrDefault("range", List.of()), size)
        : new ByteRange.Whole();
  }

  private static Response whole(Response head, Optional<Body> body) {
    return answer(200, head.headers(), body);
  }

  private static Response part(
      Response head, long from, long count, long size, Optional<Body> body) {
    var range = "bytes %d-%d/%d".formatted(from, from + count - 1, size);
    return answer(206, head.with("content-range", range).headers(), body);
  }

  /// @param headers checked before the body was opened, so that nothing fails while it is open
  private static Response answer(int status, Map<String, String> headers, Optional<Body> body) {
    return body.map(open -> new Response(status, headers, open)).orElseGet(FileRoutes::notFound);
  }

  private static Response notFound() {
    return refusal(404, "This file does not exist any more.");
  }

  private static Response unavailable(Refused reason) {
    if (reason.code() != ErrorCode.UNAVAILABLE) {
      throw reason;
    }
    return refusal(503, reason.getMessage()).with("retry-after", RETRY_AFTER_SECONDS);
  }

  private static Response refusal(int status, String sentence) {
    return with(OF_REFUSALS, with(ALWAYS, Response.text(status, sentence + "\n")));
  }

  private static Response with(Map<String, String> more, Response response) {
    var all = new LinkedHashMap<>(response.headers());
    all.putAll(more);
    return new Response(response.status(), all, response.body());
  }
}
