package dev.ticketchat.app;

import dev.ticketchat.infra.tokens.KeptSecret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenRules;
import dev.ticketchat.infra.tokens.TokenSigner;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs a server with users and tickets of its own making, and prints links that are signed in.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    header = {"Try it: a server with users, tickets and links that are signed in.", ""},
    description = {
      "",
      "Needs no set-up. Keeps its data in the folder demo of the data folder, with a",
      "secret of its own. Since its users are known to everyone, it listens to this",
      "machine only, unless --host says otherwise.",
      ""
    })
final class DemoCommand implements Callable<Integer> {
  private static final List<Setting> TAKEN =
      List.of(
          Setting.HOST,
          Setting.PORT,
          Setting.PUBLIC_URL,
          Setting.DATA_DIR,
          Setting.FILE_RULES,
          Setting.MAX_FILE_SIZE,
          Setting.MAX_FILES,
          Setting.PHOTO_POSITION,
          Setting.CLAMAV,
          Setting.CORS_ORIGINS,
          Setting.RATE_LIMIT,
          Setting.LOG_LEVEL);
  private static final Map<Setting, String> DEFAULTS =
      Map.of(Setting.HOST, "127.0.0.1", Setting.LOG_LEVEL, "warn");

  private final SettingFlags flags;
  private final InstantSource clock;

  @Spec
  @SuppressWarnings("NullAway.Init") // set before the command is called
  private CommandSpec spec;

  private DemoCommand(SettingFlags flags, InstantSource clock) {
    this.flags = flags;
    this.clock = clock;
  }

  static CommandLine commandLine(Map<String, String> environment, InstantSource clock) {
    var flags = new SettingFlags(TAKEN, DEFAULTS, environment);
    var commandLine = new CommandLine(new DemoCommand(flags, clock));
    flags.addTo(commandLine.getCommandSpec());
    return commandLine;
  }

  @Override
  public Integer call() throws InterruptedException {
    var reader = new ConfigReader(flags.settings());
    var folder = reader.dataDir().resolve("demo").toAbsolutePath().normalize();
    var secret = new KeptSecret(folder.resolve("jwt-secret"), new SecureRandom());
    var kept = secret.read();
    var key = new TokenKey.SharedSecret(kept.orElseGet(secret::generate));
    var rules = new TokenRules(key, Optional.empty(), Optional.empty());
    var level = reader.logLevel();
    var config = reader.serverConfig(rules, folder);
    Logging.setLevel(level);
    if (kept.isEmpty()) {
      new DemoData(clock).seed(folder);
      secret.keep(key.secret());
    }
    var server = Ticketchat.start(config, clock);
    Shutdown.onSignal(server);
    greet(server, key, config, kept.isEmpty());
    server.awaitClosed();
    return ExitCode.OK;
  }

  private void greet(
      Ticketchat server, TokenKey.SharedSecret key, ServerConfig config, boolean isNew) {
    var signer = new TokenSigner(key, Optional.empty(), Optional.empty(), clock);
    var out = spec.commandLine().getOut();
    out.print(
        new DemoGreeting(spec.commandLine().getColorScheme().ansi(), signer)
            .text(server.url(), reach(server.address()), config.dataDir(), isNew));
    out.flush();
  }

  private static String reach(InetSocketAddress address) {
    return address.getAddress().isLoopbackAddress()
        ? "for this machine only"
        : "for everyone who reaches this machine";
  }
}
