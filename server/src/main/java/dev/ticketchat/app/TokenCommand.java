package dev.ticketchat.app;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.infra.tokens.TokenSigner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints a token and nothing else.
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    customSynopsis =
        "@|bold ticketchat token|@ --id=ID --name=NAME --email=EMAIL --type=TYPE [OPTIONS]",
    sortOptions = false,
    header = {"Print a token (JWT) for a user, signed with the secret.", ""},
    description = {
      "",
      "What your backend does for a user who is logged in, done by hand: to try the",
      "server, or for a script.",
      ""
    })
final class TokenCommand implements Callable<Integer> {
  private final SettingFlags flags;
  private final InstantSource clock;

  @Spec
  @SuppressWarnings("NullAway.Init") // set before the command is called
  private CommandSpec spec;

  @Option(names = "--id", paramLabel = "ID", required = true, description = "The user's id.")
  private String id = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "The name that others see.")
  private String name = "";

  @Option(
      names = "--email",
      paramLabel = "EMAIL",
      required = true,
      description = "The e-mail address.")
  private String email = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      required = true,
      description = "client or superadmin.")
  private String type = "";

  @Option(names = "--company", paramLabel = "COMPANY", description = "A client's company.")
  private Optional<String> company = Optional.empty();

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = Lifetime.class,
      description = {"How long it is good for: 90s, 15m, 1h, 7d.", "[default 1h]"})
  private Duration expires = Duration.ofHours(1);

  private TokenCommand(SettingFlags flags, InstantSource clock) {
    this.flags = flags;
    this.clock = clock;
  }

  static CommandLine commandLine(Map<String, String> environment, InstantSource clock) {
    var flags =
        new SettingFlags(
            List.of(Setting.JWT_SECRET, Setting.JWT_ISSUER, Setting.JWT_AUDIENCE),
            Map.of(),
            environment);
    var commandLine = new CommandLine(new TokenCommand(flags, clock));
    flags.addTo(commandLine.getCommandSpec());
    return commandLine;
  }

  @Override
  public Integer call() {
    var reader = new ConfigReader(flags.settings());
    var secret =
        reader
            .secret()
            .orElseThrow(() ->
                new BadSetting("There is no secret to sign with: set " + Setting.JWT_SECRET + "."));
    var signer = new TokenSigner(secret, reader.issuer(), reader.audience(), clock);
    var out = spec.commandLine().getOut();
    out.println(signer.sign(principal(), expires));
    out.flush();
    return ExitCode.OK;
  }

  private Principal principal() {
    if (Stream.of(id, name, email).anyMatch(String::isBlank)) {
      throw new BadSetting("--id, --name and --email must not be blank.");
    }
    return new Principal(new UserId(id), name, email, role(), company);
  }

  private Role role() {
    return switch (type) {
      case "client" -> Role.CLIENT;
      case "superadmin" -> Role.SUPER_ADMIN;
      default ->
          throw new BadSetting("--type must be client or superadmin, not '%s'.".formatted(type));
    };
  }
}
