package dev.ticketchat.bench.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ticketchat.bench.load.TokenSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes tickets as a help desk does: over HTTP, many at once.
public final class Tickets {
  /// More than that a server does not take in one request.
  private static final int AT_ONCE = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ADMIN =
      """
      {"id":"desk","name":"Desk","email":"desk@example.com","type":"superadmin"}\
      """;

  private final HttpClient http = Http.client();
  private final String token = new String(new TokenSigner(Peer.SECRET).sign(ADMIN), US_ASCII);

  /// Makes those that a crowd joins; nothing where rooms are no tickets.
  public void make(Server server, Crowd crowd) throws InterruptedException {
    if (server.peer().keepsTickets()) {
      for (var from = crowd.firstTicket(); from < crowd.endOfTickets(); from += AT_ONCE) {
        put(server, crowd, from, Math.min(crowd.endOfTickets(), from + AT_ONCE));
      }
    }
  }

  private void put(Server server, Crowd crowd, int from, int to) throws InterruptedException {
    var tickets =
        IntStream.range(from, to)
            .mapToObj(number ->
                """
                {"id":"%s","clientId":"%s","title":"T"}\
                """
                    .formatted(crowd.ticket(number), crowd.client(number)))
            .collect(Collectors.joining(",", "[", "]"));
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/tickets"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(tickets))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new BenchFailure(
            "%s takes no tickets: %s".formatted(server.peer().title(), answer.body()));
      }
    } catch (IOException e) {
      throw new BenchFailure("%s takes no tickets.".formatted(server.peer().title()), e);
    }
  }
}
