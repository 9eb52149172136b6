package dev.ticketchat.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.faults.client.AttachedFile;
import dev.ticketchat.faults.client.ChatClient;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends files, and looks whether they can be had.
final class Uploads {
  private static final String TICKET = "T-0";

  private final InetSocketAddress server;
  private final ChatClient client;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  Uploads(InetSocketAddress server, ChatClient client) {
    this.server = server;
    this.client = client;
  }

  int count() {
    return done.get();
  }

  boolean idle() {
    return sent.get() == done.get();
  }

  void send(int size) throws Exception {
    var number = sent.incrementAndGet();
    var file = new AttachedFile(number, size);
    var answered = client.send(TICKET, client.name() + " sends file " + number, file.fields());
    var answer = answered.get(60, TimeUnit.SECONDS);
    done.incrementAndGet();
    assertThat(answer.ok()).as(answer.body().toString()).isTrue();
    var given =
        URI.create(
            answer.body().path("message").path("attachments").path(0).path("url").asString());
    var url =
        URI.create(
            "http://%s:%d%s?%s"
                .formatted(
                    server.getHostString(),
                    server.getPort(),
                    given.getPath(),
                    given.getRawQuery()));
    var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).build();
    assertThat(http.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(file.bytes());
  }
}
