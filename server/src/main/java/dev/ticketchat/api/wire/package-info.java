/// The words of the wire: payloads as they come in, and the records that Jackson writes on the way
/// out, the same for sockets and HTTP. Pure values and functions: no state, no threads, no logging.
@NullMarked
package dev.ticketchat.api.wire;

import org.jspecify.annotations.NullMarked;
