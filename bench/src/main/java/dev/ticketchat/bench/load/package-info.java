/// The load generator: many users of the chat in one process, over WebSocket, and what they saw.
///
/// Here are the command line ([dev.ticketchat.bench.load.LoadCommand]), the plan of a run as
/// records, what goes over the wire by hand on bytes, who sends when, and the result as one line of
/// JSON. A run is a sequence of phases ([dev.ticketchat.bench.load.LoadRun]), which one thread goes
/// through; each event loop has a [dev.ticketchat.bench.load.Worker] that owns a contiguous slice
/// of the rooms with everyone in them. Event loops share nothing that changes: the phases reach
/// them as tasks, and what they counted is added up at the end.
///
/// Latency counts from the time at which a message was to be sent: with a fixed rate that is the
/// schedule's time, whatever held up the sending. So a server that stalls shows up with all that it
/// held up, and not with the one message that was under way.
///
/// The process is best started with `-XX:TieredStopAtLevel=1 -XX:+UseSerialGC`: it lives for
/// seconds, and a compiler that takes longer would take processor time from the server.
@NullMarked
package dev.ticketchat.bench.load;

import org.jspecify.annotations.NullMarked;
