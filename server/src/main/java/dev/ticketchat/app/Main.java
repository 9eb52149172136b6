package dev.ticketchat.app;

import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/// Where the program starts.
public final class Main {
  /// Columns of the options in a help text, before what they do.
  private static final int LONGEST_OPTION = 26;

  private Main() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(new LastResort());
    System.setProperty("java.awt.headless", "true"); // pictures are worked on without a screen
    System.exit(commandLine(System.getenv(), InstantSource.system()).execute(args));
  }

  /// The whole command line, for one use.
  static CommandLine commandLine(Map<String, String> environment, InstantSource clock) {
    return new CommandLine(new TicketchatCommand())
        .addSubcommand(DemoCommand.commandLine(environment, clock))
        .addSubcommand(ServeCommand.commandLine(environment, clock))
        .addSubcommand(TokenCommand.commandLine(environment, clock))
        .setExpandAtFiles(false)
        .setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION)
        .setParameterExceptionHandler(OneSentence::forBadUsage)
        .setExecutionExceptionHandler(OneSentence::forFailure);
  }
}
