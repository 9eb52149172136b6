/// The floor of a chat server on Netty: WebSocket, just enough of Engine.IO and Socket.IO, and
/// rooms. Nobody is checked and nothing is stored; what its messages cost, no server on Netty can
/// save.
///
/// A connection is a [Line], on one event loop for its life: a [LeanLine], alone in its pipeline,
/// or a [StockLine] behind the handlers that Netty brings. What it sends is a [Request], found in
/// its bytes by search; a [Room] tells its lines. What one turn of an event loop writes is flushed
/// at its [Turn]'s end. [NettyFloor] starts it; it runs until the process is ended.
@NullMarked
package dev.ticketchat.bench.floor;

import org.jspecify.annotations.NullMarked;
