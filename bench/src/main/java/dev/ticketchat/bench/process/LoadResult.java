package dev.ticketchat.bench.process;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a generator saw: the JSON object that it prints.
public record LoadResult(JsonNode json) {
  private static final double SHORTEST_WINDOW_SECONDS = 1;

  static LoadResult read(String line) {
    try {
      return new LoadResult(new JsonMapper().readTree(line));
    } catch (JacksonException e) {
      throw new BenchFailure("the generator printed no JSON: " + line, e);
    }
  }

  /// Whether every message came to everyone, once, and nothing failed.
  public boolean ok() {
    return json.path("ok").asBoolean(false);
  }

  public double messagesPerSecond() {
    return number("/messages_per_s");
  }

  public double deliveriesPerSecond() {
    return number("/deliveries_per_s");
  }

  public double connectsPerSecond() {
    return number("/connect_per_s");
  }

  /// Connections that signed in and joined.
  public double connected() {
    return number("/connected");
  }

  /// All messages that came back to their senders, also those of warming up.
  public double allMessages() {
    return number("/total_own");
  }

  /// How long a sender waits for its own message, or an asker for its page.
  ///
  /// @param quantile `p50`, `p99` or `p999`
  public double milliseconds(String quantile) {
    return number("/own_ms/" + quantile);
  }

  /// What the server takes of its processors for one message.
  public double cpuMicroseconds() {
    return number("/server/cpu_s_per_1000") * 1000;
  }

  /// What the server takes for one connection that signs in and joins.
  public double connectCpuMicroseconds() {
    return number("/server/connect_cpu_s") * 1e6 / connected();
  }

  /// The most bytes that the server had resident, ever.
  public double peakBytes() {
    return number("/server/rss_peak");
  }

  /// Processors that neither the server nor the generator had: somebody else is on this machine.
  /// None where too little time was measured to say so.
  public double otherCores() {
    return json.path("window_s").asDouble(0) < SHORTEST_WINDOW_SECONDS
        ? 0
        : json.at("/machine/other_cores").asDouble(0) + json.at("/machine/steal_cores").asDouble(0);
  }

  /// What went wrong first, for people.
  public Optional<String> trouble() {
    if (ok()) {
      return Optional.empty();
    }
    var first = json.path("first_error").asString("");
    return Optional.of("%s %s".formatted(json.path("errors"), first).strip());
  }

  private double number(String path) {
    var value = json.at(path);
    if (!value.isNumber()) {
      throw new BenchFailure(
          "the generator has no %s: %s".formatted(path, trouble().orElse("it says no reason")));
    }
    return value.asDouble();
  }
}
