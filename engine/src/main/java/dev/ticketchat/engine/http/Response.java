package dev.ticketchat.engine.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer. `Content-Length`, `Date`, `Connection` and CORS are added when it is written.
///
/// @param headers names in lower case, values in printable Latin-1; else `IllegalArgumentException`
/// @param body handed over: closed whether it is sent or not
public record Response(int status, Map<String, String> headers, Body body) {

  public Response {
    headers.forEach(Response::check);
  }

  public Response(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, new Body.Bytes(body));
  }

  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, Map.of("content-type", contentType), body);
  }

  public static Response text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  public static Response json(int status, byte[] utf8) {
    return of(status, "application/json; charset=utf-8", utf8);
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), new byte[0]);
  }

  /// The same answer with one header more.
  public Response with(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Response(status, Collections.unmodifiableMap(all), body);
  }

  private static void check(String name, String value) {
    if (!name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':' && !Character.isUpperCase(c))
        || !value.chars().allMatch(c -> c >= ' ' && c != 127 && c < 256)) {
      throw new IllegalArgumentException("not a header: " + name);
    }
  }
}
