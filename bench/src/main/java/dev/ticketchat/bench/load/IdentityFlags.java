package dev.ticketchat.bench.load;

import java.util.Optional;
import picocli.CommandLine.Option;

/// Options: who the users say that they are.
final class IdentityFlags {
  private static final String CLAIMS =
      "{\"id\":\"u<N>\",\"name\":\"User <N>\",\"email\":\"u<N>@example.com\",\"type\":\"client\"}";

  @Option(
      names = "--secret",
      paramLabel = "S",
      description = "What tokens are signed with (HS256). [${DEFAULT-VALUE}]")
  private String secret = "secret";

  @Option(
      names = "--claims",
      paramLabel = "JSON",
      description =
          "The claims of a token: <N> is the user's number, <T> the ticket's, <M> the member's in"
              + " its room, <IAT> and <EXP> are times. [a client u<N>]")
  private String claims = CLAIMS;

  @Option(
      names = "--claims-rest",
      paramLabel = "JSON",
      description = "Those of a room's other members than the first. [as --claims]")
  private Optional<String> claimsOfRest = Optional.empty();

  @Option(
      names = "--ticket-fmt",
      paramLabel = "F",
      description = "A ticket's id; <T> is its number. [${DEFAULT-VALUE}]")
  private String ticketFormat = "t<T>";

  LoadPlan.Identity identity() {
    return new LoadPlan.Identity(
        secret,
        new Template(claims),
        new Template(claimsOfRest.orElse(claims)),
        TicketName.of(ticketFormat));
  }
}
