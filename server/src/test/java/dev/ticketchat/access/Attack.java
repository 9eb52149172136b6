package dev.ticketchat.access;

/// A token that must not let anybody in.
///
/// @param name what is tried
/// @param words what its bearer is told
record Attack(String name, String token, String words) {
  static final String INVALID = "Invalid token";
  static final String EXPIRED = "Token expired";

  static Attack invalid(String name, String token) {
    return new Attack(name, token, INVALID);
  }

  static Attack expired(String name, String token) {
    return new Attack(name, token, EXPIRED);
  }

  String code() {
    return words.equals(EXPIRED) ? "TOKEN_EXPIRED" : "UNAUTHENTICATED";
  }

  @Override
  public String toString() {
    return name;
  }
}
