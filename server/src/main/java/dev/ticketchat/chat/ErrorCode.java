package dev.ticketchat.chat;

/// Every way in which the chat says no. The names are part of the wire.
public enum ErrorCode {
  UNAUTHENTICATED,
  TOKEN_EXPIRED,
  FORBIDDEN,
  NOT_FOUND,
  INVALID,
  TOO_LARGE,
  FILE_REJECTED,
  MALICIOUS_FILE,
  CONFLICT,
  RATE_LIMITED,
  UNAVAILABLE,
  INTERNAL
}
