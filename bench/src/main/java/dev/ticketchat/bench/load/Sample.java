package dev.ticketchat.bench.load;

import java.util.List;

/// What the machine had used at some time.
///
/// @param nanos the time
/// @param server the processes asked for
/// @param client this process
record Sample(
    long nanos, Proc.Usage server, Proc.Usage client, Proc.Machine machine, Proc.Kernel kernel) {

  static Sample take(Proc proc, List<Long> serverPids) {
    var self = List.of(ProcessHandle.current().pid());
    return new Sample(
        System.nanoTime(), proc.usage(serverPids), proc.usage(self), proc.machine(), proc.kernel());
  }

  double secondsSince(Sample earlier) {
    return (nanos - earlier.nanos) / 1e9;
  }
}
