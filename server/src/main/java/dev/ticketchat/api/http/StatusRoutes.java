package dev.ticketchat.api.http;

import dev.ticketchat.engine.http.Handler;
import dev.ticketchat.engine.http.Response;
import dev.ticketchat.engine.http.Route;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What operators and their tools ask: alive, able to serve, figures. Without a token.
public final class StatusRoutes {
  private final BooleanSupplier ready;
  private final Supplier<String> metrics;

  /// @param ready whether requests can be served now; must answer within a second or so
  /// @param metrics in Prometheus' text format
  public StatusRoutes(BooleanSupplier ready, Supplier<String> metrics) {
    this.ready = ready;
    this.metrics = metrics;
  }

  public List<Route> routes() {
    Handler alive = _ -> uncached(Response.text(200, "ok\n"));
    return List.of(
        Route.get("/healthz", alive),
        Route.get("/readyz", _ -> uncached(readiness())),
        Route.get("/metrics", _ -> uncached(figures())));
  }

  private Response readiness() {
    return ready.getAsBoolean() ? Response.text(200, "ready\n") : Response.text(503, "not ready\n");
  }

  private Response figures() {
    return Response.text(200, metrics.get())
        .with("content-type", "text/plain; version=0.0.4; charset=utf-8");
  }

  private static Response uncached(Response response) {
    return response.with("cache-control", "no-store");
  }
}
