package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.BenchFailure;
import dev.ticketchat.bench.process.Generator;
import java.util.ArrayList;
import java.util.List;

/// Connections that generators hold until this is closed.
final class Held implements AutoCloseable {
  private final List<Generator.Running> holders = new ArrayList<>();

  void add(Generator.Running holder) {
    holders.add(holder);
  }

  /// @throws BenchFailure where some were given up
  void check() {
    if (!holders.stream().allMatch(Generator.Running::isAlive)) {
      throw new BenchFailure("a generator gave its connections up.");
    }
  }

  @Override
  public void close() {
    holders.forEach(Generator.Running::close);
  }
}
