/// A chat client for loads: as little as a Socket.IO client can be, so that thousands fit into one
/// process with one or two threads, and a ledger of all that it saw.
///
/// It does what a good page does: answers pings, comes back with a growing delay, asks for recovery
/// with `pid` and offset as the official client does, else signs in, joins and loads again, and
/// sends again what was not answered, under the same `clientMessageId`.
@NullMarked
package dev.ticketchat.faults.client;

import org.jspecify.annotations.NullMarked;
