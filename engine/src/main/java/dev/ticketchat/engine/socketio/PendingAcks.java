package dev.ticketchat.engine.socketio;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/// The events of one socket that wait for the client's answer. Each gets one end: an answer, a
/// timeout or a cancellation; the futures complete on virtual threads of their own, since what
/// depends on one may block.
final class PendingAcks {
  private final Shared shared;
  private final Map<Long, CompletableFuture<List<JsonNode>>> expected = new HashMap<>();

  PendingAcks(Shared shared) {
    this.shared = shared;
  }

  CompletableFuture<List<JsonNode>> expect(long id, Duration timeout) {
    var answer = new CompletableFuture<List<JsonNode>>();
    synchronized (this) {
      expected.put(id, answer);
    }
    var timer = shared.timeouts().after(timeout, () -> take(id).ifPresent(this::expire));
    var _ =
        answer.whenComplete((arguments, failure) -> {
          timer.cancel(false);
          take(id);
        });
    return answer;
  }

  /// Whoever takes an answer completes it.
  synchronized Optional<CompletableFuture<List<JsonNode>>> take(long id) {
    return Optional.ofNullable(expected.remove(id));
  }

  synchronized void cancelAll() {
    var cancelled = List.copyOf(expected.values());
    expected.clear();
    if (!cancelled.isEmpty()) {
      shared.threads().newThread(() -> cancelled.forEach(answer -> answer.cancel(false))).start();
    }
  }

  private void expire(CompletableFuture<List<JsonNode>> answer) {
    shared
        .threads()
        .newThread(() -> answer.completeExceptionally(new TimeoutException("no answer in time")))
        .start();
  }
}
