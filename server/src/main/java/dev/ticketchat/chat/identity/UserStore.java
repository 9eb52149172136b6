package dev.ticketchat.chat.identity;

/// Keeps the last seen name, email and company of each user, so that history can show them.
public interface UserStore {

  /// Remembers the principal. Blocks until it is stored; does nothing when nothing changed.
  void remember(Principal principal);
}
