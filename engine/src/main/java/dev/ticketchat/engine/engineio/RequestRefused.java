package dev.ticketchat.engine.engineio;

/// Carries a [RequestError] from the check that failed to the one place that answers.
final class RequestRefused extends Exception {
  private final RequestError error;

  RequestRefused(RequestError error) {
    super(error.name(), null, false, false);
    this.error = error;
  }

  RequestError error() {
    return error;
  }
}
