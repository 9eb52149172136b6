package dev.ticketchat.api;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.TokenVerifier;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.identity.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Tokens that a test can write by hand: `client:ID` and `admin:ID`, with `:MILLIS` for those that
/// end so long after they are first shown; `slow:` before any of them waits for [#letOneThrough].
/// All were issued when this was made, and `new:` before them makes ones of later. `expired`,
/// `down` and `bug` fail in their ways, anything else is invalid.
public final class TestTokens implements TokenVerifier {
  private final Semaphore slow = new Semaphore(0);
  private final Instant made = Instant.now();

  public void letOneThrough() {
    slow.release();
  }

  @Override
  public VerifiedToken verify(String token) {
    if (token.startsWith("slow:")) {
      slow.acquireUninterruptibly();
      return verify(token.substring("slow:".length()));
    }
    if (token.startsWith("new:")) {
      var old = verify(token.substring("new:".length()));
      return new VerifiedToken(
          old.principal(), old.expiresAt(), Optional.of(made.plus(Duration.ofHours(1))));
    }
    return switch (token) {
      case "expired" -> throw new Refused(ErrorCode.TOKEN_EXPIRED, "Token expired");
      case "down" -> throw Refused.unavailable();
      case "bug" -> throw new IllegalStateException("a bug that a test made");
      default -> read(token.split(":", -1));
    };
  }

  private VerifiedToken read(String[] parts) {
    if (parts.length < 2 || !(parts[0].equals("client") || parts[0].equals("admin"))) {
      throw new Refused(ErrorCode.UNAUTHENTICATED, "Invalid token");
    }
    var role = parts[0].equals("admin") ? Role.SUPER_ADMIN : Role.CLIENT;
    var id = parts[1];
    var end =
        parts.length > 2
            ? Optional.of(Instant.now().plus(Duration.ofMillis(Long.parseLong(parts[2]))))
            : Optional.<Instant>empty();
    return new VerifiedToken(
        new Principal(new UserId(id), "Name of " + id, id + "@example.com", role, Optional.empty()),
        end,
        Optional.of(made));
  }
}
