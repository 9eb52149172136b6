package dev.ticketchat.bench.load;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The load generator's command line, and where it starts.
@Command(
    name = "load",
    sortOptions = false,
    abbreviateSynopsis = true,
    header = "Puts load on a chat server and prints what came of it as one line of JSON.",
    description = {
      "",
      "The tickets must exist, each with its room's first user as its client.",
      "",
      "Exit code 0: everything that was to be seen was seen, once; 1: it was not;",
      "2: wrong usage."
    })
public final class LoadCommand implements Callable<Integer> {
  @ArgGroup(validate = false, order = 1, heading = "%nConnections%n")
  private ConnectionFlags connections = new ConnectionFlags();

  @ArgGroup(validate = false, order = 2, heading = "%nIdentity%n")
  private IdentityFlags identity = new IdentityFlags();

  @ArgGroup(validate = false, order = 3, heading = "%nLoad%n")
  private TrafficFlags traffic = new TrafficFlags();

  @ArgGroup(validate = false, order = 4, heading = "%nResult%n")
  private ReportFlags report = new ReportFlags();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  @SuppressWarnings("UnusedVariable") // the library reads it
  private boolean help;

  @Spec
  @SuppressWarnings("NullAway.Init") // set before the command is called
  private CommandSpec spec;

  private LoadCommand() {}

  public static void main(String[] args) {
    System.setProperty("io.netty.leakDetection.level", "disabled");
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE); // warnings, on stderr
    System.exit(commandLine().execute(args));
  }

  /// The command line, for one use.
  static CommandLine commandLine() {
    return new CommandLine(new LoadCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(LoadCommand::onFailure);
  }

  @Override
  public Integer call() throws InterruptedException {
    var plan =
        new LoadPlan(
            connections.crowd(),
            connections.connecting(),
            identity.identity(),
            traffic.traffic(),
            traffic.timing(),
            report.reporting());
    var _ = Rehearsal.hold();
    var course = new LoadRun(plan, spec.commandLine().getErr()).run();
    var out = spec.commandLine().getOut();
    out.println(Report.of(plan, course));
    out.flush();
    return course.ok(plan.crowd()) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static int onFailure(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    if (failure instanceof BadOption wrong) {
      commandLine.getErr().println("load: " + wrong.getMessage());
      return ExitCode.USAGE;
    }
    throw failure;
  }
}
