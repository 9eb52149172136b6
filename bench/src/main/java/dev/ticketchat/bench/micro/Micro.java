package dev.ticketchat.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command line of the microbenchmarks. They run long enough to tell what got much slower or
/// makes more garbage, not to argue about a percent.
@Command(
    name = "bench/run micro",
    usageHelpAutoWidth = true,
    header = {"Measure the steps of one message by themselves, in about a minute and a half.", ""})
public final class Micro implements Callable<Integer> {
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  /// The server's, and what native code needs.
  private static final String[] JVM = {
    "-XX:+UseCompactObjectHeaders",
    "-Xmx512m",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow"
  };

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Only benchmarks whose name contains one of these; without any, all.")
  private List<String> names = List.of();

  @Option(names = "--project", hidden = true)
  private Path project = Path.of("");

  private Micro() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Micro()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    var folder = Files.createDirectories(project.resolve("bench/target/micro").toAbsolutePath());
    System.err.println("bench: measuring, about ten seconds for each.");
    var results = new Runner(options(folder)).run();
    System.out.println(MicroTable.of(results));
    return ExitCode.OK;
  }

  /// @param folder for temporary files, on the disk that messages are stored on
  private Options options(Path folder) {
    var options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(ITERATION)
            .measurementIterations(5)
            .measurementTime(ITERATION)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .jvmArgs(JVM)
            .jvmArgsPrepend("-Djava.io.tmpdir=" + folder);
    names.forEach(name -> options.include("(?i)" + Pattern.quote(name)));
    return options.build();
  }
}
