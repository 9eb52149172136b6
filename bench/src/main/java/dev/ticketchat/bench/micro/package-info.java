/// Microbenchmarks: what the steps of one message cost by themselves, in time and in garbage.
///
/// [dev.ticketchat.bench.micro.Micro] is the command; JMH starts a JVM for each benchmark. Each is
/// one small class that measures one step on what [dev.ticketchat.bench.micro.Sample] holds. Those
/// of steps that only Ticketchat's own packages see are in the packages of what they measure, here
/// in the sources of the benchmarks.
@NullMarked
package dev.ticketchat.bench.micro;

import org.jspecify.annotations.NullMarked;
