package dev.ticketchat.app;

import dev.ticketchat.infra.Unusable;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Ends a command that cannot do what it was asked with one line on the error stream and an exit
/// code: 2 where the command line or a setting is wrong in itself, 1 where the machine does not
/// allow it.
final class OneSentence {

  private OneSentence() {}

  static int forBadUsage(ParameterException e, String[] args) {
    var commandLine = e.getCommandLine();
    var what =
        e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : e.getMessage();
    var command = commandLine.getCommandSpec().qualifiedName();
    print(commandLine.getErr(), "%s; see %s --help".formatted(what, command));
    return ExitCode.USAGE;
  }

  static int forFailure(Exception e, CommandLine commandLine, ParseResult parsed) {
    return switch (e) {
      case BadSetting wrong -> {
        print(commandLine.getErr(), String.valueOf(wrong.getMessage()));
        yield ExitCode.USAGE;
      }
      case Unusable unusable -> {
        print(commandLine.getErr(), String.valueOf(unusable.getMessage()));
        yield ExitCode.SOFTWARE;
      }
      default -> {
        LoggerFactory.getLogger(OneSentence.class).debug("unexpected", e);
        print(
            commandLine.getErr(),
            "Ticketchat ended unexpectedly: %s; --log-level debug shows more.".formatted(e));
        yield ExitCode.SOFTWARE;
      }
    };
  }

  private static String unknown(UnmatchedArgumentException e) {
    var hint =
        e.getSuggestions().stream().findFirst().map(" (did you mean %s?)"::formatted).orElse("");
    var isTopLevel = e.getCommandLine().getParent() == null;
    var kind = e.isUnknownOption() ? "option" : isTopLevel ? "command" : "argument";
    return "Unknown %s '%s'%s".formatted(kind, e.getUnmatched().getFirst(), hint);
  }

  /// What people typed may hold anything, a line stays a line.
  private static void print(PrintWriter err, @Nullable String sentence) {
    err.println("ticketchat: " + String.valueOf(sentence).replaceAll("\\p{Cntrl}+", " "));
    err.flush();
  }
}
