package dev.ticketchat.api.http;

import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.Exchange;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.http.Route;
import java.util.Optional;
import java.util.Set;

/// A route that pages of any origin may read, whatever holds for the port; never with credentials,
/// so only where none are looked at.
record AnyOriginMount(Route route) implements Mount {

  @Override
  public Optional<Cors> cors() {
    return Optional.of(new Cors.AnyOrigin());
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
  public void answer(Exchange exchange) {
    route.answer(exchange);
  }
}
