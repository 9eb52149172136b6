package dev.ticketchat.api.http;

import dev.ticketchat.engine.http.Response;
import dev.ticketchat.engine.http.Route;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The example page, with a policy under which the scripts and styles written in it run, and no
/// other.
public final class PageRoutes {
  private static final Pattern SCRIPT = inline("script");
  private static final Pattern STYLE = inline("style");

  private final byte[] html;
  private final String scriptsAndStyles;
  private final Supplier<URI> files;

  /// For a page that shows pictures by the addresses that messages have, which begin with the
  /// public URL, however the page itself was reached.
  ///
  /// @param html the page, in UTF-8
  /// @param files where the addresses of files begin; asked for each answer, on any thread
  public PageRoutes(byte[] html, Supplier<URI> files) {
    var text = new String(html, StandardCharsets.UTF_8);
    this.html = html.clone();
    this.files = files;
    this.scriptsAndStyles =
        "script-src 'self' %s; style-src 'self' %s"
            .formatted(
                String.join(" ", hashes(SCRIPT, text)), String.join(" ", hashes(STYLE, text)));
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/", _ -> page()),
        Route.get("/examples/websocket-chat-client.html", _ -> page()));
  }

  private Response page() {
    return Response.of(200, "text/html; charset=utf-8", html)
        .with("cache-control", "no-cache")
        .with("content-security-policy", policy(origin(files.get())))
        .with("x-content-type-options", "nosniff")
        .with("referrer-policy", "no-referrer");
  }

  /// A page from this server talks to this server; opened from disk it comes without a policy.
  private String policy(String picturesFrom) {
    return String.join(
        "; ",
        "default-src 'none'",
        scriptsAndStyles,
        "img-src " + String.join(" ", "'self'", "data:", "blob:", picturesFrom).strip(),
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }

  /// The origin alone, since a path in a policy must match to the letter; empty if it has none.
  private static String origin(URI url) {
    return url.isAbsolute() ? url.getScheme() + "://" + url.getRawAuthority() : "";
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
