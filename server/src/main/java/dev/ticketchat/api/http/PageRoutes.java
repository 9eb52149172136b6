package dev.ticketchat.api.http;

import dev.ticketchat.engine.http.Response;
import dev.ticketchat.engine.http.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The example page, with a policy under which the scripts and styles written in it run, and no
/// other.
public final class PageRoutes {
  private static final Pattern SCRIPT = inline("script");
  private static final Pattern STYLE = inline("style");

  private final Response page;

  /// @param html the page, in UTF-8
  public PageRoutes(byte[] html) {
    page =
        Response.of(200, "text/html; charset=utf-8", html)
            .with("cache-control", "no-cache")
            .with("content-security-policy", policy(new String(html, StandardCharsets.UTF_8)))
            .with("x-content-type-options", "nosniff")
            .with("referrer-policy", "no-referrer");
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/", _ -> page), Route.get("/examples/websocket-chat-client.html", _ -> page));
  }

  /// A page from this server talks to this server; opened from disk it comes without a policy.
  private static String policy(String html) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' " + String.join(" ", hashes(SCRIPT, html)),
        "style-src 'self' " + String.join(" ", hashes(STYLE, html)),
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }

  /// An element without `src`, and its text.
  private static Pattern inline(String element) {
    return Pattern.compile(
        "<%1$s(?![^>]*\\ssrc=)[^>]*>(.*?)</%1$s\\s*>".formatted(element),
        Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  }

  private static Set<String> hashes(Pattern element, String html) {
    var hashes = new LinkedHashSet<String>();
    element.matcher(html).results().forEach(found -> hashes.add(hash(found.group(1))));
    return hashes;
  }

  /// Browsers hash the text after they read line ends as line feeds.
  private static String hash(String text) {
    var read = text.replace("\r\n", "\n").replace('\r', '\n');
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      var digest = sha256.digest(read.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
