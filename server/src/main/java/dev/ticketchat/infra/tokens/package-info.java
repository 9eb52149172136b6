/// Tokens (JWT): what is trusted, how they are checked, and how one is signed. Runs on its callers'
/// threads; nothing to start or stop.
@NullMarked
package dev.ticketchat.infra.tokens;

import org.jspecify.annotations.NullMarked;
