package dev.ticketchat.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/// Runs the server for production until the process is told to end.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    header = {"Start the server for production.", ""},
    description = {
      "",
      "It needs one key to check your tokens with: a secret, a public key or a key set.",
      "Everything else has a default.",
      ""
    })
final class ServeCommand implements Callable<Integer> {
  private final SettingFlags flags;
  private final InstantSource clock;

  private ServeCommand(SettingFlags flags, InstantSource clock) {
    this.flags = flags;
    this.clock = clock;
  }

  static CommandLine commandLine(Map<String, String> environment, InstantSource clock) {
    var flags = new SettingFlags(List.of(Setting.values()), Map.of(), environment);
    var commandLine = new CommandLine(new ServeCommand(flags, clock));
    flags.addTo(commandLine.getCommandSpec());
    return commandLine;
  }

  @Override
  public Integer call() throws InterruptedException {
    var reader = new ConfigReader(flags.settings());
    var level = reader.logLevel();
    var config = reader.serverConfig();
    Logging.setLevel(level);
    var server = Ticketchat.start(config, clock);
    LoggerFactory.getLogger(ServeCommand.class)
        .info(
            "serving on port {}, for browsers at {}, with room for {} connections",
            server.address().getPort(),
            server.url(),
            OpenFiles.maxConnections());
    Shutdown.onSignal(server);
    server.awaitClosed();
    return ExitCode.OK;
  }
}
