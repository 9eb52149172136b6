package dev.ticketchat.chat;

import java.time.Duration;
import java.util.Optional;

/// An expected "no", with a message for the person who asked. Carries no stack trace.
public final class Refused extends RuntimeException {
  private final ErrorCode code;
  private final transient Optional<Duration> retryAfter;

  public Refused(ErrorCode code, String message) {
    this(code, message, Optional.empty());
  }

  private Refused(ErrorCode code, String message, Optional<Duration> retryAfter) {
    super(message, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public static Refused unauthenticated() {
    return new Refused(ErrorCode.UNAUTHENTICATED, "User not authenticated");
  }

  /// A token that does not count, whatever is wrong with it.
  public static Refused invalidToken() {
    return new Refused(ErrorCode.UNAUTHENTICATED, "Invalid token");
  }

  public static Refused rateLimited(Duration retryAfter) {
    return new Refused(
        ErrorCode.RATE_LIMITED, "Rate limit exceeded. Please slow down.", Optional.of(retryAfter));
  }

  public static Refused tooManyConnections(Duration retryAfter) {
    return new Refused(
        ErrorCode.RATE_LIMITED,
        "Too many connections. Please close some of them.",
        Optional.of(retryAfter));
  }

  public static Refused unavailable() {
    return new Refused(ErrorCode.UNAVAILABLE, "The service is busy. Please try again.");
  }

  public ErrorCode code() {
    return code;
  }

  /// Present with [ErrorCode#RATE_LIMITED].
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /// The message for people; never null.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
