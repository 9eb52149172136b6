package dev.ticketchat.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.faults.ledger.Entry;
import dev.ticketchat.faults.ledger.Ledger;
import dev.ticketchat.faults.ledger.Told;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.json.JSONException;
import org.json.JSONObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who cannot do better than long-polling, or than HTTP.
final class OldClients implements AutoCloseable {
  private static final int POLLING = 4;

  private final String name;
  private final String server;
  private final Function<String, String> token;
  private final String ticket;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final AtomicInteger posted = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();
  private final Ledger poster;
  private volatile boolean closed;

  OldClients(String name, InetSocketAddress server, Function<String, String> token, String ticket) {
    this.name = name;
    this.server = "http://%s:%d".formatted(server.getHostString(), server.getPort());
    this.token = token;
    this.ticket = ticket;
    this.poster = new Ledger(name + "-poster");
    ledgers.add(poster);
  }

  List<Ledger> ledgers() {
    return List.copyOf(ledgers);
  }

  int count() {
    return done.get();
  }

  /// Those who poll begin to talk.
  void begin() {
    for (var i = 0; i < POLLING; i++) {
      var user = name + "-poller" + i;
      var ledger = new Ledger(user);
      ledgers.add(ledger);
      var options =
          IO.Options.builder()
              .setForceNew(true)
              .setTransports(new String[] {"polling"})
              .setAuth(Map.of("token", token.apply(user)))
              .build();
      var socket = IO.socket(URI.create(server), options);
      sockets.add(socket);
      socket.once("authenticated", _ -> say(socket, ledger, 1));
      socket.connect();
    }
  }

  /// One message over HTTP.
  void post() throws Exception {
    var text = poster.client() + " posts " + posted.incrementAndGet();
    poster.add(new Entry.Sent(System.nanoTime(), ticket, text));
    var body = json.createObjectNode().put("message", text).put("clientMessageId", text);
    var request =
        HttpRequest.newBuilder(URI.create(server + "/api/tickets/" + ticket + "/chat"))
            .header("authorization", "Bearer " + token.apply(poster.client()))
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(201);
    acknowledged(poster, json.readTree(response.body()).path("data"));
  }

  @Override
  public void close() {
    closed = true;
    sockets.forEach(Socket::close);
  }

  private void say(Socket socket, Ledger ledger, int number) {
    if (closed) {
      return;
    }
    var text = ledger.client() + " says " + number;
    ledger.add(new Entry.Sent(System.nanoTime(), ticket, text));
    try {
      var message =
          new JSONObject()
              .put("ticketId", ticket)
              .put("message", text)
              .put("clientMessageId", text);
      socket.emit(
          "send_message",
          new Object[] {message},
          answer -> {
            var reply = json.readTree(answer[0].toString());
            if (reply.path("ok").booleanValue(false)) {
              acknowledged(ledger, reply.path("message"));
            }
            say(socket, ledger, number + 1);
          });
    } catch (JSONException e) {
      throw new AssertionError(e);
    }
  }

  private void acknowledged(Ledger ledger, JsonNode message) {
    done.incrementAndGet();
    ledger.add(new Entry.Acknowledged(System.nanoTime(), Told.of(message)));
  }
}
