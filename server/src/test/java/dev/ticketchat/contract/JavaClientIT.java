package dev.ticketchat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.app.RunningServer;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The official Java client has the same conversation as the pages have.
final class JavaClientIT {
  private static final int DEADLINE_SECONDS = 10;
  private static final String TICKET = "printer-7";

  private final List<Socket> sockets = new ArrayList<>();
  private RunningServer server;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    server = RunningServer.start();
    openTicketFor("ada");
  }

  @AfterEach
  void stop() {
    sockets.forEach(Socket::close);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "polling"})
  void signsInJoinsSendsAndReceivesOver(String transport) throws Exception {
    var ada = connected(transport);
    var sue = connected(transport);
    var toldToAda = told(ada, "new_message");
    var toldToSue = told(sue, "new_message");

    var user = ask(ada, "authenticate", new JSONObject().put("token", server.clientToken("ada")));
    ask(sue, "authenticate", new JSONObject().put("token", server.superAdminToken("sue")));
    var joined = ask(ada, "join_ticket", ticket());
    ask(sue, "join_ticket", ticket());
    var sent = ask(ada, "send_message", ticket().put("message", "It is on fire 🔥"));

    assertThat(user.getJSONObject("user").getString("id")).isEqualTo("ada");
    assertThat(joined.getJSONObject("ticket").getString("title")).isEqualTo("Printer on fire");
    for (var told : List.of(toldToAda, toldToSue)) {
      var message = next(told).getJSONObject("data");
      assertThat(message.getString("message")).isEqualTo("It is on fire 🔥");
      assertThat(message.getString("_id"))
          .isEqualTo(sent.getJSONObject("message").getString("_id"));
    }
  }

  @Test
  void keepsTheOrderWhileItUpgradesFromPollingToWebSocket() throws Exception {
    var ada = socket(IO.Options.builder().setForceNew(true).build()).connect();
    var told = told(ada, "new_message");
    ask(ada, "authenticate", new JSONObject().put("token", server.clientToken("ada")));
    ask(ada, "join_ticket", ticket());

    for (int n = 1; n <= 100; n++) {
      ada.emit("send_message", ticket().put("message", "message " + n));
    }

    for (int n = 1; n <= 100; n++) {
      var message = next(told).getJSONObject("data");
      assertThat(message.getInt("seq")).isEqualTo(n);
      assertThat(message.getString("message")).isEqualTo("message " + n);
    }
  }

  @Test
  void signsInWithTheHandshake() throws Exception {
    var ada =
        socket(
            IO.Options.builder()
                .setForceNew(true)
                .setAuth(Map.of("token", server.clientToken("ada")))
                .build());
    var authenticated = told(ada, "authenticated");
    ada.connect();

    assertThat(next(authenticated).getJSONObject("user").getString("name")).isEqualTo("Client ada");
  }

  @Test
  void isToldWhatWasRefusedInTheAcknowledgementAndInOneEvent() throws Exception {
    var eve = connected("websocket");
    var errors = told(eve, "join_ticket_error");
    ask(eve, "authenticate", new JSONObject().put("token", server.clientToken("eve")));

    var reply = ask(eve, "join_ticket", ticket());

    assertThat(reply.getBoolean("ok")).isFalse();
    assertThat(reply.getJSONObject("error").getString("code")).isEqualTo("FORBIDDEN");
    assertThat(next(errors).getString("message")).isEqualTo("Access denied to this ticket");
    ask(eve, "ping", new JSONObject());
    assertThat(errors).isEmpty();
  }

  @Test
  void findsItsMessageInTheHistory() throws Exception {
    var ada = connected("websocket");
    ask(ada, "authenticate", new JSONObject().put("token", server.clientToken("ada")));
    var sent = ask(ada, "send_message", ticket().put("message", "kept"));

    var page = ask(ada, "get_messages", ticket().put("limit", 10));

    var messages = page.getJSONArray("messages");
    assertThat(messages.length()).isOne();
    assertThat(messages.getJSONObject(0).getString("message")).isEqualTo("kept");
    assertThat(messages.getJSONObject(0).getString("_id"))
        .isEqualTo(sent.getJSONObject("message").getString("_id"));
  }

  @Test
  void comesBackByItselfAfterARestartAndFindsWhatWasSaid() throws Exception {
    var token = Map.of("token", server.clientToken("ada"));
    var ada =
        socket(
            IO.Options.builder()
                .setForceNew(true)
                .setReconnectionDelay(50)
                .setReconnectionDelayMax(200)
                .setAuth(token)
                .build());
    var authenticated = told(ada, "authenticated");
    ada.connect();
    next(authenticated);
    var sent = ask(ada, "send_message", ticket().put("message", "before the restart"));

    server.restart();
    next(authenticated);

    var again = ask(ada, "send_message", ticket().put("message", "after the restart"));
    var messages = ask(ada, "get_messages", ticket()).getJSONArray("messages");
    assertThat(messages.length()).isEqualTo(2);
    for (var message : List.of(sent.getJSONObject("message"), again.getJSONObject("message"))) {
      var kept = messages.getJSONObject(message.getInt("seq") - 1);
      assertThat(kept.getString("_id")).isEqualTo(message.getString("_id"));
    }
  }

  private static JSONObject ticket() throws JSONException {
    return new JSONObject().put("ticketId", TICKET);
  }

  private Socket connected(String transport) {
    var options =
        IO.Options.builder().setForceNew(true).setTransports(new String[] {transport}).build();
    return socket(options).connect();
  }

  private Socket socket(IO.Options options) {
    var socket = IO.socket(server.url(), options);
    sockets.add(socket);
    return socket;
  }

  private static BlockingQueue<JSONObject> told(Socket socket, String event) {
    var payloads = new LinkedBlockingQueue<JSONObject>();
    socket.on(event, args -> payloads.add((JSONObject) args[0]));
    return payloads;
  }

  private static JSONObject next(BlockingQueue<JSONObject> told) throws InterruptedException {
    return Optional.ofNullable(told.poll(DEADLINE_SECONDS, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("no event within %d s".formatted(DEADLINE_SECONDS)));
  }

  private static JSONObject ask(Socket socket, String event, JSONObject payload) throws Exception {
    var reply = new CompletableFuture<JSONObject>();
    socket.emit(event, new Object[] {payload}, (Ack) args -> reply.complete((JSONObject) args[0]));
    return reply.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private void openTicketFor(String client) throws IOException, InterruptedException {
    var body = "{\"clientId\": \"%s\", \"title\": \"Printer on fire\"}".formatted(client);
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/tickets/" + TICKET))
            .header("authorization", "Bearer " + server.superAdminToken("desk"))
            .header("content-type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }
  }
}
