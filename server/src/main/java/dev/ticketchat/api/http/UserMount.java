package dev.ticketchat.api.http;

import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.engine.http.Exchange;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.http.Route;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The route that revokes a user, whose id may hold slashes: some issuers call users by addresses.
/// A path comes decoded, so such an id is several segments of it.
record UserMount(Route route) implements Mount {
  static final String TEMPLATE = "/api/users/{id}/revoke";
  private static final Pattern PATH = Pattern.compile("/api/users/(.+)/revoke", Pattern.DOTALL);

  /// The user in such a path.
  static Optional<UserId> userIn(String path) {
    var match = PATH.matcher(path);
    return match.matches() ? Optional.of(new UserId(match.group(1))) : Optional.empty();
  }

  @Override
  public boolean matches(String path) {
    return userIn(path).isPresent();
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
