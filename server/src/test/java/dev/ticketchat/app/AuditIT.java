package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.ticketchat.api.RawClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Who was turned away can be read afterwards, and nothing that would let another in.
final class AuditIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Lines lines = new Lines();
  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.start(config -> Configs.withRateLimit(config, true));
    lines.start();
    audit().addAppender(lines);
  }

  @AfterEach
  void stop() {
    audit().detachAppender(lines);
    server.close();
  }

  @Test
  void namesTheAddressOfASignInThatFailedAndNotItsToken() throws Exception {
    get("/api/tickets", "not.a.token");
    try (var client = RawClient.open(server.url(), "{\"token\":\"nor.is.this\"}")) {
      assertThat(client.answer().name()).isEqualTo("connect_error");
    }

    assertThat(lines.texts())
        .containsExactly(
            "sign-in refused: UNAUTHENTICATED, from 127.0.0.1",
            "sign-in refused: UNAUTHENTICATED, from 127.0.0.1");
  }

  @Test
  void namesWhoAskedForWhatIsNotTheirs() throws Exception {
    get("/api/tickets/theirs/chat", server.clientToken("eve"));
    try (var client = signedIn("eve")) {
      client.ask("join_ticket", "{\"ticketId\":\"theirs\"}");
    }

    assertThat(lines.texts())
        .containsExactly(
            "GET refused: FORBIDDEN, user eve, ticket /api/tickets/theirs/chat",
            "join_ticket refused: FORBIDDEN, user eve, ticket theirs");
  }

  /// Ten, and then ten a minute.
  @Test
  void hasNoMoreLinesThanTheLimitsAllow() throws Exception {
    var begin = System.nanoTime();
    for (var attempt = 0; attempt < 14; attempt++) {
      get("/api/tickets", "guess." + attempt + ".x");
    }
    var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);

    assertThat(lines.texts()).hasSizeBetween(10, 11 + (int) (seconds / 6));
  }

  @Test
  void saysNothingOfWhatIsAllowed() throws Exception {
    get("/api/tickets", server.clientToken("ada"));
    get("/healthz", "none");

    assertThat(lines.texts()).isEmpty();
  }

  private RawClient signedIn(String user) {
    var client = RawClient.connect(server.url());
    client.emit("authenticate", "{\"token\":\"" + server.clientToken(user) + "\"}");
    client.first("authenticated");
    return client;
  }

  private void get(String path, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(Duration.ofSeconds(10))
            .header("authorization", "Bearer " + token)
            .build();
    http.send(request, BodyHandlers.discarding());
  }

  private static Logger audit() {
    return (Logger) LoggerFactory.getLogger("audit");
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<String> texts = new CopyOnWriteArrayList<>();

    List<String> texts() {
      return texts;
    }

    @Override
    protected void append(ILoggingEvent event) {
      texts.add(event.getFormattedMessage());
    }
  }
}
