package dev.ticketchat.chat.identity;

/// Keeps the last seen name, email and company of each user, so that history can show them.
public interface UserStore {

  /// Remembers the principal. Blocks until it is stored; does nothing when nothing changed. When it
  /// cannot be stored just now, it is not, and that is no failure: whoever comes to read may do so,
  /// and is remembered the next time.
  void remember(Principal principal);
}
