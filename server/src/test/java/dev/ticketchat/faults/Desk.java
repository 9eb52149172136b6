package dev.ticketchat.faults;

import dev.ticketchat.faults.ledger.History;
import dev.ticketchat.faults.ledger.Told;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The help desk's side of a server, over HTTP: opens tickets, and reads them whole in the end.
///
/// @param token of a super admin
public record Desk(Supplier<InetSocketAddress> server, Supplier<String> token, HttpClient http) {
  private static final JsonMapper JSON = new JsonMapper();

  public Desk(InetSocketAddress server, Supplier<String> token) {
    this(() -> server, token, HttpClient.newHttpClient());
  }

  /// Creates tickets of one client.
  public void open(List<String> tickets, String client) throws IOException, InterruptedException {
    open(tickets, _ -> client);
  }

  /// Creates tickets, up to 10,000.
  ///
  /// @param clientOf says whose each is
  public void open(List<String> tickets, UnaryOperator<String> clientOf)
      throws IOException, InterruptedException {
    var all = JSON.createArrayNode();
    tickets.forEach(id ->
        all.addObject()
            .put("id", id)
            .put("clientId", clientOf.apply(id))
            .put("title", "Ticket " + id));
    var request =
        request("/api/tickets").PUT(HttpRequest.BodyPublishers.ofString(all.toString())).build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
  }

  public History history(List<String> tickets) throws IOException, InterruptedException {
    var histories = new HashMap<String, List<Told>>();
    for (var ticket : tickets) {
      histories.put(ticket, messages(ticket).stream().map(Told::of).toList());
    }
    return new History(histories);
  }

  /// All messages of a ticket, as HTTP has them.
  public List<JsonNode> messages(String ticket) throws IOException, InterruptedException {
    var all = new ArrayList<JsonNode>();
    JsonNode page;
    do {
      var path = "/api/tickets/%s/chat?limit=100&offset=%d".formatted(ticket, all.size());
      page = JSON.readTree(get(path).body());
      page.path("messages").forEach(all::add);
    } while (page.path("hasMore").booleanValue());
    return all;
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    var at = server.get();
    return HttpRequest.newBuilder(
            URI.create("http://%s:%d%s".formatted(at.getHostString(), at.getPort(), path)))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + token.get())
        .timeout(Duration.ofSeconds(30));
  }
}
