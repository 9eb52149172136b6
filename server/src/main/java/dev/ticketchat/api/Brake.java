package dev.ticketchat.api;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.engine.http.AddressCounts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// Keeps a flood cheap. Each refused request has its one answer at once; but whoever was refused
/// very often just now is made to wait, and nothing more is read from that connection meanwhile. It
/// is not closed: the official client would be back at once, and a connection costs more than a
/// refusal.
///
/// Methods block their caller, which is a virtual thread that serves that one connection.
public final class Brake {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final RateLimiter limiter;

  public Brake(RateLimiter limiter) {
    this.limiter = limiter;
  }

  /// A request was refused. The connections of one user brake together, and so do those of one
  /// address that nobody has signed in at.
  public void onRefusal(Optional<Principal> user, InetSocketAddress from) {
    var who =
        user.map(principal -> "user " + principal.id().value())
            .orElseGet(() -> "address " + AddressCounts.key(from));
    if (limiter.take(Limit.REFUSALS, who, 1).isPresent()) {
      pause(PAUSE);
    }
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
