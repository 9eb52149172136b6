/// The processes of a benchmark: servers under load, the generator that loads them, and what the
/// kernel and the JVM say of them.
///
/// Everything here blocks its caller, has a deadline, and ends what it started when it is closed or
/// when the process is told to end. A failure is a [BenchFailure] with one sentence for people.
@NullMarked
package dev.ticketchat.bench.process;

import org.jspecify.annotations.NullMarked;
