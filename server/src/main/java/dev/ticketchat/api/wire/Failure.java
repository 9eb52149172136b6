package dev.ticketchat.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Why something did not work, in all the forms that a caller sees it.
///
/// @param retryAfterMs milliseconds after which it may work; with `RATE_LIMITED` only
/// @param ticketId and the three below: as the request had them
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Failure(
    ErrorCode code,
    String message,
    Optional<Long> retryAfterMs,
    Optional<String> ticketId,
    Optional<String> uploadId,
    Optional<JsonNode> id,
    Optional<JsonNode> clientMessageId) {

  /// Longer ones are not repeated to the caller.
  private static final int LONGEST_ECHO = 256;

  public static Failure of(Refused refused) {
    return new Failure(
        refused.code(),
        refused.getMessage(),
        refused.retryAfter().map(Failure::atLeastOneMilli),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static Failure internal() {
    return of(
        new Refused(ErrorCode.INTERNAL, "Something went wrong on our side. Please try again."));
  }

  /// With what the request named, so that the caller can tell which one failed.
  public Failure to(Payload request) {
    return new Failure(
        code,
        message,
        retryAfterMs,
        request.name("ticketId").filter(id -> id.length() <= LONGEST_ECHO),
        request.string("uploadId").filter(id -> id.length() <= LONGEST_ECHO),
        echo(request, "id"),
        echo(request, "clientMessageId"));
  }

  private static Optional<JsonNode> echo(Payload request, String field) {
    return request
        .value(field)
        .filter(v -> Payload.nameOf(v).filter(name -> name.length() <= LONGEST_ECHO).isPresent());
  }

  /// Rounded up: whoever waits so long has waited long enough.
  private static long atLeastOneMilli(Duration wait) {
    return Math.max(1, wait.plusNanos(999_999).toMillis());
  }

  /// The error event.
  public record Event(boolean success, @JsonUnwrapped Failure failure) {
    public Event(Failure failure) {
      this(false, failure);
    }
  }

  /// The answer of an HTTP route.
  public record Body(Failure error) {}
}
