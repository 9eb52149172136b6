package dev.ticketchat.engine.http;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A handler for one method and the paths of one template, such as `/api/tickets/{id}`. A `GET`
/// route answers `HEAD` too.
///
/// @param method upper case
/// @param template segments; one in braces matches any one segment that is not empty
/// @param maxBody bytes of body taken; more is answered with 413
public record Route(String method, String template, int maxBody, Handler handler) implements Mount {
  private static final Logger log = LoggerFactory.getLogger(Route.class);

  public static Route get(String template, Handler handler) {
    return new Route("GET", template, 0, handler);
  }

  @Override
  public boolean matches(String path) {
    var wanted = template.split("/", -1);
    var given = path.split("/", -1);
    if (wanted.length != given.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{") ? given[i].isEmpty() : !wanted[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Set<String> methods() {
    return method.equals("GET") ? Set.of("GET", "HEAD") : Set.of(method);
  }

  @Override
  public void answer(Exchange exchange) {
    Thread.ofVirtual().name("route").start(() -> exchange.respond(handle(exchange.request())));
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a handler throws, its client gets an answer
  private Response handle(Request request) {
    try {
      return handler.answer(request);
    } catch (Exception | StackOverflowError e) {
      log.error("{} {} failed", method, template, e);
      return Response.text(500, "Internal Server Error");
    }
  }
}
