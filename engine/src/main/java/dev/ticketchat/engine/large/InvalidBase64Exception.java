package dev.ticketchat.engine.large;

/// What came is no base64.
public final class InvalidBase64Exception extends Exception {

  InvalidBase64Exception(Throwable cause) {
    super("invalid base64", cause);
  }

  InvalidBase64Exception(String why) {
    super(why);
  }
}
