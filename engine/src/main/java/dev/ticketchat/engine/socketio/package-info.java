/// Socket.IO 5: namespaces, sockets, events, acks and rooms, on Engine.IO sessions.
///
/// Event loops read the head of a packet and hand it to its socket's mailbox; a virtual thread, one
/// at a time for each socket, runs middleware and handlers in the order the packets came. All
/// public methods may be called from any thread.
@NullMarked
package dev.ticketchat.engine.socketio;

import org.jspecify.annotations.NullMarked;
