package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.BenchFailure;
import dev.ticketchat.bench.process.Generator;
import dev.ticketchat.bench.process.Installation;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command line of the suite.
@Command(
    name = "bench/run",
    sortOptions = false,
    usageHelpAutoWidth = true,
    header = {"Measure Ticketchat beside its peers, and say which goals are met.", ""},
    footerHeading = "%nRuns:%n")
public final class SuiteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  @Parameters(paramLabel = "RUN", arity = "0..*", description = "What to run; without any, all.")
  private List<String> names = List.of();

  @Option(
      names = "--generator",
      paramLabel = "PATH",
      description = "Load with this program; it takes our generator's options and prints its JSON.")
  private Optional<Path> generator = Optional.empty();

  @Option(
      names = "--launcher",
      paramLabel = "PATH",
      description = "Measure the Ticketchat that this starts, such as another checkout's.")
  private Optional<Path> launcher = Optional.empty();

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Where to write results and charts; bench/target/results by default.")
  private Optional<Path> results = Optional.empty();

  @Option(names = "--project", hidden = true)
  private Path project = Path.of("");

  private SuiteCommand() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    var commandLine = new CommandLine(new SuiteCommand());
    commandLine
        .getCommandSpec()
        .usageMessage()
        .footer(
            runs(Generator.at(Path.of("")), Optional.empty()).stream()
                .map(run -> "  %-12s %s".formatted(run.name(), run.summary()))
                .toArray(String[]::new));
    return commandLine
        .setParameterExceptionHandler((e, _) -> complain(e.getCommandLine(), e, ExitCode.USAGE))
        .setExecutionExceptionHandler((e, line, _) -> complain(line, e, ExitCode.SOFTWARE));
  }

  @Override
  public Integer call() throws InterruptedException {
    var root = project.toAbsolutePath().normalize();
    var installation =
        new Installation(root, launcher.orElse(root.resolve("ticketchat")).toAbsolutePath());
    var own = Generator.own(installation);
    var other = generator.map(Generator::at);
    var journal = new Journal(System.err);
    var stand =
        new Stand(installation, other.orElse(own), root.resolve("bench/target/data"), journal);
    var suite = new Suite(stand, journal, System.out);
    var complete =
        suite.run(
            chosen(runs(own, other)),
            "bench/run " + String.join(" ", spec.commandLine().getParseResult().originalArgs()),
            results.orElse(root.resolve("bench/target/results")));
    return complete ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static List<Run> runs(Generator own, Optional<Generator> other) {
    return List.of(
        new Throughput(),
        new Latency(),
        new Idle(),
        new Connect(),
        new Upload(),
        new History(),
        new Broadcast(),
        new Start(),
        new Growth(),
        new Allocation(),
        new Agree(own, other));
  }

  private List<Run> chosen(List<Run> all) {
    if (names.isEmpty()) {
      return all.stream().filter(Run::byDefault).toList();
    }
    var chosen = new ArrayList<Run>();
    for (var name : names) {
      chosen.add(
          all.stream()
              .filter(run -> run.name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      "There is no run '%s': bench/run --help lists them.".formatted(name))));
    }
    return chosen;
  }

  /// One sentence; where it is no failure that was foreseen, with what led to it.
  private static int complain(CommandLine line, Exception problem, int code) {
    line.getErr().println("bench: " + problem.getMessage());
    switch (problem) {
      case BenchFailure _, ParameterException _, UncheckedIOException _ -> {}
      default -> problem.printStackTrace(line.getErr());
    }
    return code;
  }
}
