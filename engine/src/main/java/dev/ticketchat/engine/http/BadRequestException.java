package dev.ticketchat.engine.http;

/// What came is no request that can be served: the connection cannot be understood any further.
final class BadRequestException extends Exception {
  private final int status;

  BadRequestException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  Response response() {
    return Response.text(status, String.valueOf(getMessage()));
  }
}
