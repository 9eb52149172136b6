package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.infra.Unusable;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketchatIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @CsvSource({
    "/,                                     text/html",
    "/examples/websocket-chat-client.html,  text/html",
    "/socket.io/socket.io.js,               application/javascript",
    "/healthz,                              text/plain",
    "/readyz,                               text/plain",
    "/metrics,                              text/plain"
  })
  void servesEverythingOnOnePort(String path, String type) throws Exception {
    try (var server = RunningServer.start()) {
      var response = get(server, path, Optional.empty());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith(type);
      assertThat(response.body()).isNotEmpty();
    }
  }

  @Test
  void letsInWhoBringsATokenOfItsKey() throws Exception {
    try (var server = RunningServer.start()) {
      assertThat(get(server, "/api/tickets", Optional.of(server.clientToken("u1"))).statusCode())
          .isEqualTo(200);
      assertThat(get(server, "/api/tickets", Optional.empty()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void keepsItsTicketsOverARestartOnTheSamePort() throws Exception {
    try (var server = RunningServer.start()) {
      var port = server.port();
      var opened = openTicket(server, "Kept");

      server.restart();

      assertThat(opened.statusCode()).isBetween(200, 201);
      assertThat(server.port()).isEqualTo(port);
      assertThat(get(server, "/api/tickets", Optional.of(server.clientToken("u1"))).body())
          .contains("Kept");
    }
  }

  @Test
  void limitsUsersUnlessToldNotTo() throws Exception {
    try (var limited = RunningServer.start(config -> Configs.withRateLimit(config, true));
        var unlimited = RunningServer.start()) {
      assertThat(statusesOfManyRequests(limited)).contains(429);
      assertThat(statusesOfManyRequests(unlimited)).containsOnly(200);
    }
  }

  @Test
  void letsGoOfItsFolderWhenItCannotListen(@TempDir Path folder) {
    try (var first = RunningServer.start()) {
      var config = Configs.withDataDir(Configs.withPort(first.config(), first.port()), folder);

      for (var attempt = 1; attempt <= 2; attempt++) {
        assertThatThrownBy(() -> Ticketchat.start(config, InstantSource.system()))
            .isInstanceOf(Unusable.class)
            .hasMessageContaining("Cannot listen");
      }
    }
  }

  @Test
  void closesOnce() throws Exception {
    var server = RunningServer.start();
    var port = server.port();

    server.close();
    server.close();

    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();
    assertThatThrownBy(() -> http.send(request, BodyHandlers.discarding()))
        .isInstanceOf(ConnectException.class);
  }

  private Set<Integer> statusesOfManyRequests(RunningServer server) throws Exception {
    var token = Optional.of(server.clientToken("u1"));
    var statuses = new HashSet<Integer>();
    for (var i = 0; i < 400 && !statuses.contains(429); i++) {
      statuses.add(get(server, "/api/tickets", token).statusCode());
    }
    return statuses;
  }

  private HttpResponse<String> openTicket(RunningServer server, String title) throws Exception {
    var request =
        request(server, "/api/tickets", Optional.of(server.clientToken("u1")))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{\"title\":\"" + title + "\"}"))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(RunningServer server, String path, Optional<String> token)
      throws Exception {
    return http.send(request(server, path, token).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(
      RunningServer server, String path, Optional<String> token) {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(30));
    token.ifPresent(bearer -> request.header("authorization", "Bearer " + bearer));
    return request;
  }
}
