package dev.ticketchat.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command without a name: it says which others there are.
@Command(
    name = "ticketchat",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = {"The real-time chat of a help desk.", ""},
    description = {"", "New here? @|bold ticketchat demo|@ needs no set-up and shows everything."},
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "@|bold ticketchat COMMAND --help|@ shows the options of a command. Most of them are",
      "environment variables too, named beside them; a flag wins over a variable."
    })
final class TicketchatCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set before the command is called
  private CommandSpec spec;

  @Override
  public Integer call() {
    var commandLine = spec.commandLine();
    commandLine.usage(commandLine.getErr());
    return ExitCode.USAGE;
  }
}
