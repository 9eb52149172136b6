/// Tickets that somebody is in right now: members, the order in which messages are told, typing.
///
/// Every method may be called from any thread that may block. What happens in a ticket happens
/// under its lock, one at a time; no I/O waits there but the read of a first join and, as a last
/// resort, of a page. Nothing has to be started; closing the timers stops what would happen later.
@NullMarked
package dev.ticketchat.chat.live;

import org.jspecify.annotations.NullMarked;
