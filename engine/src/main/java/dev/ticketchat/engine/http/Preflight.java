package dev.ticketchat.engine.http;

import java.util.Optional;
import java.util.Set;

/// Answers a browser that asks before it sends a request to another origin.
record Preflight(Cors rule) implements Mount {
  private static final String METHODS = "GET,HEAD,PUT,PATCH,POST,DELETE";

  @Override
  public boolean matches(String path) {
    return true;
  }

  @Override
  public Set<String> methods() {
    return Set.of("OPTIONS");
  }

  @Override
  public int maxBody() {
    return 0;
  }

  @Override
  public Optional<Cors> cors() {
    return Optional.of(rule);
  }

  @Override
  public void answer(Exchange exchange) {
    var response =
        Response.empty(204)
            .with("access-control-allow-methods", METHODS)
            .with("vary", "Access-Control-Request-Headers");
    exchange.respond(
        exchange
            .request()
            .header("access-control-request-headers")
            .map(wanted -> response.with("access-control-allow-headers", wanted))
            .orElse(response));
  }
}
