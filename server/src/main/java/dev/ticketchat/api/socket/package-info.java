/// Socket events to the chat and back.
///
/// [ChatSockets] registers the events of a namespace; [Reception] knows who is at each socket and
/// lets requests through, parks or refuses them; the `…Events` classes translate one request each;
/// [Exchange] is the one way in which any of them is answered. [SocketAudience] is the way from the
/// chat back to the sockets, and [SignedInSockets] ends those of a user.
///
/// Everything about one socket runs on that socket's virtual thread, timers too; what a [Visitor]
/// holds needs no locks. Only [Seats], the budget of parked events and [SocketAudience] are shared.
/// A thread is started only to check an upload, and comes back to the socket's own with what it
/// found; the timer given to [Reception] must outlive the server's sockets.
@NullMarked
package dev.ticketchat.api.socket;

import org.jspecify.annotations.NullMarked;
