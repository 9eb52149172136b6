package dev.ticketchat.api.socket;

import dev.ticketchat.chat.identity.Principal;

/// Translates one request of a signed-in user and answers it. What it throws is answered for it.
@FunctionalInterface
interface Operation {
  void run(Principal caller, Exchange exchange);
}
