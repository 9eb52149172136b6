package dev.ticketchat.engine.http;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Something that answers requests on the shared port: a [Route], or an Engine.IO server.
///
/// All methods but the last three are called on event loops and must not block.
public interface Mount {

  /// Whether requests of that decoded path are its own.
  boolean matches(String path);

  /// The methods it answers, `HEAD` included; empty for any.
  Set<String> methods();

  /// Bytes of body taken.
  int maxBody();

  /// Its own rule for other origins, instead of the port's.
  default Optional<Cors> cors() {
    return Optional.empty();
  }

  /// A request came whole. It must be answered once, now or later.
  void answer(Exchange exchange);

  /// Who takes the body of this request as it arrives, up to [#maxBody]; then [#answer] sees the
  /// request without it. Nobody: it is collected. Called when the request's head has come.
  default Optional<BodyTaker> bodyTaker(Exchange exchange) {
    return Optional.empty();
  }

  /// A body passed [#maxBody]. The answer closes the connection.
  default void tooLarge(Exchange exchange) {
    exchange.respond(Response.text(413, "Content Too Large"));
  }

  /// Nothing long-lived is to begin from now on. Any thread.
  default void stopAccepting() {}

  /// Finishes what has begun, and takes nothing new on what is open. Completes when all that came
  /// is answered; the server does not wait for ever. Any thread.
  default CompletableFuture<Void> drain() {
    return CompletableFuture.completedFuture(null);
  }

  /// Ends what is open. Completes when its peers have gone along; the server does not wait for
  /// ever. Any thread.
  default CompletableFuture<Void> close() {
    return CompletableFuture.completedFuture(null);
  }
}
