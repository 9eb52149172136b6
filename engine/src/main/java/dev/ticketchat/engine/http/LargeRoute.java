package dev.ticketchat.engine.http;

import dev.ticketchat.engine.large.Lifted;
import dev.ticketchat.engine.large.Spool;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/// A route whose JSON bodies may be large: their long strings go to files as they come, as those of
/// Socket.IO events do, and not into memory. Their bytes count against those of strangers.
public final class LargeRoute implements Mount {
  /// Bytes of a body without its long strings.
  private static final int MAX_TEXT = 1 << 20;

  private final Route route;
  private final Spool spool;
  private final Handler handler;
  private final SecureRandom random = new SecureRandom();

  /// Answers a request whose body lacks its long strings. Runs on a virtual thread of its own and
  /// may block. What it throws is logged and answered with 500.
  @FunctionalInterface
  public interface Handler {
    /// Answers it.
    ///
    /// @param lifted the strings; closed when the answer is there
    Response answer(Request request, Lifted lifted) throws Exception;
  }

  /// A route as [Route] describes it.
  ///
  /// @param maxBody bytes of body taken, long strings and all
  public LargeRoute(String method, String template, int maxBody, Spool spool, Handler handler) {
    this.route = new Route(method, template, maxBody, _ -> Response.text(500, ""));
    this.spool = spool;
    this.handler = handler;
  }

  @Override
  public boolean matches(String path) {
    return route.matches(path);
  }

  @Override
  public Set<String> methods() {
    return route.methods();
  }

  @Override
  public int maxBody() {
    return route.maxBody();
  }

  @Override
  public Optional<BodyTaker> bodyTaker(Exchange exchange) {
    var body = new LargeBody(spool, MAX_TEXT, random);
    exchange.onAbort(body::close);
    return Optional.of(body);
  }

  @Override
  public void answer(Exchange exchange) {
    var body = bodyOf(exchange);
    body.end();
    if (!body.readable()) {
      tooLarge(exchange);
      return;
    }
    exchange.onAbort(() -> {}); // from here on the handler has it
    new Route(route.method(), route.template(), 0, request -> answer(request, body))
        .answer(exchange);
  }

  private Response answer(Request request, LargeBody body) throws Exception {
    try {
      return handler.answer(request.withBody(body.rest()), body.lifted());
    } finally {
      body.close();
    }
  }

  @Override
  public void tooLarge(Exchange exchange) {
    Mount.super.tooLarge(exchange);
    bodyOf(exchange).close();
  }

  private static LargeBody bodyOf(Exchange exchange) {
    return (LargeBody) exchange.bodyTaker().orElseThrow();
  }
}
