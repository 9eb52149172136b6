package dev.ticketchat.api.http;

import dev.ticketchat.chat.identity.Principal;

/// Translates one request of an authenticated caller. What it throws is answered for it.
@FunctionalInterface
interface Endpoint {
  Answer answer(Principal caller, ApiRequest request);
}
