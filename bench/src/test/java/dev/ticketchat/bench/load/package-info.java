/// Tests of the load generator. Those that need a server have one of their own
/// ([dev.ticketchat.bench.load.FakeServer]), built on Netty's HTTP and WebSocket rather than on
/// what is tested, which can also do wrong.
@NullMarked
package dev.ticketchat.bench.load;

import org.jspecify.annotations.NullMarked;
