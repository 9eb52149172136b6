package dev.ticketchat.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What loads a server: a program that is given a [Load] as options and prints a [LoadResult].
///
/// @param title for reports
/// @param command that the options are added to
public record Generator(String title, List<String> command) {

  /// The one of this module.
  public static Generator own(Installation installation) {
    return new Generator(
        "our generator",
        installation.java(
            "dev.ticketchat.bench.load.LoadCommand",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx2g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
  }

  /// Any that takes the same options and prints the same fields.
  public static Generator at(Path program) {
    return new Generator(
        program.getFileName().toString(), List.of(program.toAbsolutePath().toString()));
  }

  /// Loads a server, and waits for the end.
  public LoadResult run(Server server, Load load) throws InterruptedException {
    try (var running = start(server, load)) {
      return running.result();
    }
  }

  /// Begins to load a server. Closing what this returns breaks the load off.
  public Running start(Server server, Load load) {
    var line = new ArrayList<>(command);
    line.addAll(load.arguments(server));
    return new Running(Child.start(line, Map.of()), load);
  }

  /// A load under way.
  public record Running(Child child, Load load) implements AutoCloseable {

    public boolean isAlive() {
      return child.isAlive();
    }

    /// Waits for the end.
    public LoadResult result() throws InterruptedException {
      if (!child.ended(load.patience())) {
        throw new BenchFailure("the generator did not come to an end.");
      }
      return LoadResult.read(
          child
              .output()
              .lines()
              .reduce((_, last) -> last)
              .orElseThrow(() -> new BenchFailure("the generator failed: " + child.lastWords())));
    }

    @Override
    public void close() {
      child.close();
    }
  }
}
