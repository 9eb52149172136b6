/// HTTP routes to the chat and back, and the pages and probes beside them.
///
/// [ApiRoutes], [StatusRoutes] and [PageRoutes] each give a list of routes to mount. Every handler
/// runs on a virtual thread of its own and may block; none keeps state between requests.
@NullMarked
package dev.ticketchat.api.http;

import org.jspecify.annotations.NullMarked;
