package dev.ticketchat.app;

import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.util.Map;

/// Says in plain words why a port cannot be opened. Operating systems and Netty say it in theirs.
final class ListenFailure {
  private static final Map<String, String> REASONS =
      Map.of(
          "already in use", "it is in use",
          "Permission denied", "permission denied",
          "Cannot assign requested address", "this machine does not have that address",
          "Can't assign requested address", "this machine does not have that address",
          "UnresolvedAddress", "there is no such host");

  private ListenFailure() {}

  static Unusable of(ServerConfig config, IOException failure) {
    var message = failure.getMessage() + " " + failure.getCause();
    var reason =
        REASONS.entrySet().stream()
            .filter(known -> message.contains(known.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("the system does not allow it");
    return new Unusable(
        "Cannot listen on %s port %d: %s; choose another with --port or --host."
            .formatted(config.host(), config.port(), reason),
        failure);
  }
}
