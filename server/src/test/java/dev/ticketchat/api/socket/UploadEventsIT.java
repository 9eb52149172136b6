package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.api.RawClient;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Uploads whose check takes its time, and what is counted of them.
class UploadEventsIT {
  private static final String TEXT = "Hello, world";

  @TempDir private Path folder;
  private final Semaphore goOn = new Semaphore(0);
  private final AtomicInteger begun = new AtomicInteger();
  private final List<String> counted = new CopyOnWriteArrayList<>();
  private volatile boolean tooFast;
  private ChatServer server;

  @BeforeEach
  void start() throws IOException {
    RateLimiter limiter =
        (limit, _, amount) -> {
          if (limit != Limit.REFUSALS) {
            counted.add(limit + " " + amount);
          }
          return limit == Limit.EVENTS && tooFast
              ? Optional.of(Duration.ofSeconds(1))
              : Optional.empty();
        };
    server = new ChatServer(folder, SocketPolicy.defaults(), limiter);
    server.ticket("t", "c1");
    server.onScan =
        () -> {
          begun.incrementAndGet();
          goOn.acquireUninterruptibly();
        };
  }

  @AfterEach
  void stop() {
    goOn.release(1_000);
    server.close();
  }

  @Test
  void otherEventsGoOnWhileAFileIsChecked() {
    var client = server.signIn("client:c1");
    var id = sent(client, TEXT);
    var finishing = client.later("upload_finish", upload(id));
    awaitChecks(1);

    var pong = client.ask("ping");

    assertThat(pong.path("ok").booleanValue()).isTrue();
    assertThat(finishing).isNotDone();
    goOn.release();
    var finished = finishing.orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(finished.path("ok").booleanValue()).isTrue();
    assertThat(finished.path("name").stringValue()).isEqualTo("a.txt");
    assertThat(finished.path("size").intValue()).isEqualTo(12);
    assertThat(client.count("upload_finished", 1)).hasSize(1);
  }

  @Test
  void aFileIsFinishedThoughItsSocketIsGone() {
    var lost = server.signIn("client:c1");
    var id = sent(lost, TEXT);
    lost.emit("upload_finish", upload(id));
    awaitChecks(1);
    lost.close();
    goOn.release();

    var finished = server.signIn("client:c1").ask("upload_finish", upload(id));

    assertThat(finished.path("mimetype").stringValue()).isEqualTo("text/plain");
    assertThat(begun).hasValue(1);
  }

  @Test
  void aFileThatIsNotTakenIsToldOnce() {
    var client = server.signIn("client:c1");
    var id = sent(client, "EICAR");
    goOn.release();

    var refused = client.ask("upload_finish", upload(id));

    assertThat(code(refused)).isEqualTo("MALICIOUS_FILE");
    client.ask("ping");
    var error = client.all("upload_error");
    assertThat(error).hasSize(1);
    assertThat(error.getFirst().path("uploadId").stringValue()).isEqualTo(id);
    assertThat(error.getFirst().path("code").stringValue()).isEqualTo("MALICIOUS_FILE");
  }

  @Test
  void aBugInTheCheckIsAnsweredWithoutDetails() {
    var client = server.signIn("client:c1");
    var id = sent(client, "PNG bug");
    goOn.release();

    var refused = client.ask("upload_finish", upload(id));

    assertThat(code(refused)).isEqualTo("INTERNAL");
    assertThat(refused.path("error").path("message").stringValue()).doesNotContain("bug");
  }

  @Test
  void whoSignsInMeanwhileIsNotToldOfAnothersFile() {
    var client = server.signIn("client:c1");
    var id = sent(client, TEXT);
    var finishing = client.later("upload_finish", upload(id));
    awaitChecks(1);
    client.ask("authenticate", "{\"token\":\"client:c2\"}");

    goOn.release();

    assertThat(code(finishing.orTimeout(10, TimeUnit.SECONDS).join())).isEqualTo("UNAUTHENTICATED");
    assertThat(client.all("upload_finished")).isEmpty();
    assertThat(client.count("upload_error", 1)).hasSize(1);
  }

  @Test
  void whoseTokenEndedMeanwhileIsToldSo() {
    var client = server.signIn("client:c1");
    var id = sent(client, TEXT);
    client.ask("authenticate", "{\"token\":\"client:c1:500\"}");
    var finishing = client.later("upload_finish", upload(id));
    client.first("authentication_error");

    goOn.release();

    assertThat(code(finishing.orTimeout(10, TimeUnit.SECONDS).join())).isEqualTo("TOKEN_EXPIRED");
    client.ask("authenticate", "{\"token\":\"client:c1\"}");
    var again = client.ask("upload_finish", upload(id));
    assertThat(again.path("size").intValue()).isEqualTo(12);
  }

  @Test
  void bytesAreCountedAtTheStartAndChunksOnlyWhereTheyBringNothing() {
    var client = server.signIn("client:c1");
    counted.clear();

    var id = sent(client, TEXT);
    assertThat(counted).containsExactly("EVENTS 1", "ATTACHMENT_BYTES 12");
    client.ask("upload_chunk", chunk(id, 0, TEXT));
    client.ask("upload_chunk", chunk(id, 12, TEXT));
    client.ask("upload_chunk", "{}");

    assertThat(counted.subList(2, counted.size()))
        .containsExactly("EVENTS 1", "EVENTS 1", "EVENTS 1");
  }

  @Test
  void whoIsTooFastMaySendChunksAndNothingElse() {
    var client = server.signIn("client:c1");
    var id = started(client, TEXT);
    tooFast = true;

    var taken = client.ask("upload_chunk", chunk(id, 0, TEXT));
    var repeated = client.ask("upload_chunk", chunk(id, 0, TEXT));

    assertThat(taken.path("offset").intValue()).isEqualTo(12);
    assertThat(code(repeated)).isEqualTo("RATE_LIMITED");
    for (var event : List.of("upload_start", "upload_finish", "upload_cancel")) {
      assertThat(code(client.ask(event, upload(id)))).isEqualTo("RATE_LIMITED");
    }
  }

  private void awaitChecks(int many) {
    await().until(() -> begun.get() == many);
  }

  private static String sent(RawClient client, String text) {
    var id = started(client, text);
    var reply = client.ask("upload_chunk", chunk(id, 0, text));
    assertThat(reply.path("offset").intValue()).isEqualTo(text.length());
    return id;
  }

  private static String started(RawClient client, String text) {
    var file = "{\"ticketId\":\"t\",\"name\":\"a.txt\",\"size\":%d}".formatted(text.length());
    return client.ask("upload_start", file).path("uploadId").stringValue();
  }

  private static String upload(String id) {
    return "{\"uploadId\":\"%s\"}".formatted(id);
  }

  private static String chunk(String id, int offset, String text) {
    var data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    return "{\"uploadId\":\"%s\",\"offset\":%d,\"data\":\"%s\"}".formatted(id, offset, data);
  }

  private static String code(JsonNode reply) {
    return reply.path("error").path("code").stringValue("");
  }
}
