package dev.ticketchat.app;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.infra.tokens.TokenSigner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Help.Ansi;

/// What the demo says once it runs.
final class DemoGreeting {
  private static final Duration LINKS_LIVE = Duration.ofHours(12);

  private final Ansi ansi;
  private final TokenSigner signer;

  DemoGreeting(Ansi ansi, TokenSigner signer) {
    this.ansi = ansi;
    this.signer = signer;
  }

  /// @param reach from where the server can be reached, in words
  /// @param isNew whether the data were made by this start
  String text(URI url, String reach, Path folder, boolean isNew) {
    var intro =
        """

          @|bold Ticketchat is running|@ at %s, %s.
          Open the first two links in two windows and chat with yourself.

        """
            .formatted(url, reach);
    return ansi.string(intro)
        + link(url, "Client", DemoUser.MARA, "T-1001")
        + link(url, "Super admin", DemoUser.SAM, "T-1001")
        + link(url, "Client two", DemoUser.TOM, "T-2001")
        + row(
            "Links",
            "work for %d hours; start the demo again for new ones".formatted(LINKS_LIVE.toHours()))
        + row("Data", folder + (isNew ? " (new, with tickets to try)" : " (kept from last time)"))
        + row("Stop", "Ctrl+C")
        + row("Start afresh", "stop, then: rm -r '" + folder + "'")
        + System.lineSeparator();
  }

  /// The token stands in the fragment, which browsers keep to themselves: it reaches no server log.
  private String link(URI url, String label, DemoUser user, String ticket) {
    var token = signer.sign(user.principal(), LINKS_LIVE);
    return row(label, who(user.principal()))
        + "  %s/examples/websocket-chat-client.html#token=%s&ticket=%s%n%n"
            .formatted(url, token, ticket);
  }

  private String row(String label, String text) {
    return ansi.string("  @|bold %-14s|@".formatted(label)) + text + System.lineSeparator();
  }

  private static String who(Principal who) {
    return who.company().map(company -> who.name() + ", " + company).orElse(who.name());
  }
}
