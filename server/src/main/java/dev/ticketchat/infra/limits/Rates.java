package dev.ticketchat.infra.limits;

import dev.ticketchat.chat.limits.Limit;
import java.time.Duration;

/// How much of each thing is allowed.
///
/// @param messages of a user
/// @param events other events and requests of a user
/// @param attachmentBytes of a user
/// @param failedSignIns of an address
public record Rates(Rate messages, Rate events, Rate attachmentBytes, Rate failedSignIns) {
  private static final int MB = 1024 * 1024;

  /// A bucket's size, and how fast it fills.
  ///
  /// @param tokens that come back in each `period`, evenly
  /// @param burst how many there are at most
  public record Rate(int tokens, Duration period, int burst) {}

  /// So many that one user with a hundred connections, each with a hundred requests that were read,
  /// has all of them answered within ten seconds.
  private static final Rate REFUSALS = new Rate(1_000, Duration.ofSeconds(1), 1_000);

  /// What the contract with users says.
  public static final Rates STANDARD =
      new Rates(
          new Rate(10, Duration.ofSeconds(1), 30),
          new Rate(50, Duration.ofSeconds(1), 100),
          new Rate(30 * MB, Duration.ofMinutes(1), 60 * MB),
          new Rate(10, Duration.ofMinutes(1), 10));

  Rate of(Limit limit) {
    return switch (limit) {
      case MESSAGES -> messages;
      case EVENTS -> events;
      case ATTACHMENT_BYTES -> attachmentBytes;
      case FAILED_SIGN_INS -> failedSignIns;
      case REFUSALS -> REFUSALS;
    };
  }
}
