package dev.ticketchat.api.http;

import dev.ticketchat.engine.http.Exchange;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.http.Response;
import java.util.List;
import java.util.Set;

/// Answers what is under `/api` and is no route, in the API's own words. A route asked for with
/// another method is left to the server, which knows the methods.
final class UnknownApiRoute implements Mount {
  private final List<Mount> known;
  private final Response answer;
  private final int maxBody;

  UnknownApiRoute(List<Mount> known, Response answer, int maxBody) {
    this.known = known;
    this.answer = answer;
    this.maxBody = maxBody;
  }

  @Override
  public boolean matches(String path) {
    return path.startsWith("/api/") && known.stream().noneMatch(route -> route.matches(path));
  }

  @Override
  public Set<String> methods() {
    return Set.of();
  }

  @Override
  public int maxBody() {
    return maxBody;
  }

  @Override
  public void answer(Exchange exchange) {
    exchange.respond(answer);
  }
}
