/// Socket events and HTTP routes to the chat and back: requests, replies, errors; nothing else is
/// decided here. Handlers run on virtual threads, one at a time for each socket, and block.
@NullMarked
package dev.ticketchat.api;

import org.jspecify.annotations.NullMarked;
