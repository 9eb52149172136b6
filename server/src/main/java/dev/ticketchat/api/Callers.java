package dev.ticketchat.api;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Revocations;
import dev.ticketchat.chat.identity.TokenVerifier;
import dev.ticketchat.chat.identity.UserStore;
import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.engine.http.AddressCounts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Who is calling, and whether they may call again so soon: one answer for sockets and HTTP. Blocks
/// as the verifier and the store do; safe from any thread.
public final class Callers {
  private static final Duration AFTER_A_GUESS = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(1);

  private final TokenVerifier verifier;
  private final Revocations revocations;
  private final UserStore users;
  private final RateLimiter limiter;

  public Callers(
      TokenVerifier verifier, Revocations revocations, UserStore users, RateLimiter limiter) {
    this.verifier = verifier;
    this.revocations = revocations;
    this.users = users;
    this.limiter = limiter;
  }

  /// Checks a token and remembers its user. A good token is good however many bad ones came from
  /// the same address: colleagues behind one address do not lock each other out. A bad one past the
  /// limit is answered after a pause, and its connection is not read meanwhile: so guessing is as
  /// slow as an address has few connections.
  ///
  /// @throws Refused as [TokenVerifier] says; `UNAUTHENTICATED` with `No token provided`;
  ///   `RATE_LIMITED` instead of either when the address failed too often
  public VerifiedToken identify(Optional<String> token, InetSocketAddress from) {
    try {
      var verified = verifier.verify(token.orElseThrow(Callers::noToken));
      if (isRevoked(verified)) {
        throw Refused.invalidToken();
      }
      users.remember(verified.principal());
      return verified;
    } catch (Refused refused) {
      if (blames(refused.code())) {
        limiter
            .take(Limit.FAILED_SIGN_INS, AddressCounts.key(from), 1)
            .ifPresent(Callers::refuseAfterAPause);
        Audit.signInRefused(from, refused);
      }
      throw refused;
    }
  }

  /// Whether a token that was good once counts no more, because its user was revoked since it was
  /// issued. A look into memory, as [Revocations#of] says. Whoever signs a socket in asks after the
  /// socket is known to be the user's: a revocation looks for its sockets after it can be seen
  /// here.
  public boolean isRevoked(VerifiedToken token) {
    return revocations
        .of(token.principal().id())
        .filter(it -> it.refuses(token.issuedAt()))
        .isPresent();
  }

  /// Counts one event or request of a user.
  ///
  /// @throws Refused `RATE_LIMITED`
  public void count(Principal caller) {
    limiter.takeOrRefuse(Limit.EVENTS, caller.id().value());
  }

  /// Reads a request that has a limit of its own; one that cannot be read counts as any other.
  ///
  /// @throws RuntimeException as `read` does; `RATE_LIMITED` instead, if there were too many
  public <T> T reading(Principal caller, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException unread) {
      count(caller);
      throw unread;
    }
  }

  private static void refuseAfterAPause(Duration wait) {
    Brake.pause(AFTER_A_GUESS);
    var left = wait.minus(AFTER_A_GUESS);
    throw Refused.rateLimited(left.isPositive() ? left : SOON);
  }

  private static Refused noToken() {
    return new Refused(ErrorCode.UNAUTHENTICATED, "No token provided");
  }

  /// Whether the caller is to blame, and not an outage of ours.
  private static boolean blames(ErrorCode code) {
    return code == ErrorCode.UNAUTHENTICATED || code == ErrorCode.TOKEN_EXPIRED;
  }
}
