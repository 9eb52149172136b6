package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The port and its routes, as a client sees them.
final class HttpServerIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int MAX_CONNECTIONS = 20;

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final HttpServer server = start(Duration.ofSeconds(30), new Cors.SameOrigin());

  @AfterEach
  void stop() {
    release.countDown();
    server.close(SOON);
  }

  @Test
  void answersARouteWithItsRequest() {
    try (var client = connect()) {
      var response =
          client
              .request("GET /echo/a%20b?x=1&x=2&y=%C3%A9 HTTP/1.1", "Host: h", "X-Thing: some")
              .response();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("GET /echo/a b {x=[1, 2], y=[é]} some");
      assertThat(response.header("content-type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(response.header("connection")).isEqualTo("keep-alive");
      assertThat(response.header("date")).endsWith("GMT");
    }
  }

  @Test
  void serves404WhereNothingIsMounted() {
    assertThat(get("/nothing").status()).isEqualTo(404);
    assertThat(get("/echo/").status()).isEqualTo(404);
    assertThat(get("/echo/a/b").status()).isEqualTo(404);
  }

  @Test
  void namesTheMethodsThatArePossible() {
    try (var client = connect()) {
      var response = client.request("DELETE /ok HTTP/1.1", "Host: h").response();

      assertThat(response.status()).isEqualTo(405);
      assertThat(response.header("allow")).isEqualTo("GET, HEAD, POST");
    }
  }

  @Test
  void answersHeadLikeGetButWithoutTheBody() {
    try (var client = connect()) {
      var response = client.request("HEAD /ok HTTP/1.1", "Host: h").response(false);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("content-length")).isEqualTo("2");
      assertThat(client.request("GET /ok HTTP/1.1", "Host: h").response().body()).isEqualTo("ok");
    }
  }

  @Test
  void answersAFailingHandlerWith500AndGoesOn() {
    try (var client = connect()) {
      assertThat(client.request("GET /fails HTTP/1.1", "Host: h").response().status())
          .isEqualTo(500);
      assertThat(client.request("GET /ok HTTP/1.1", "Host: h").response().body()).isEqualTo("ok");
    }
  }

  @Test
  void takesABodyByLengthOrInChunks() {
    try (var client = connect()) {
      client.request("POST /ok HTTP/1.1", "Host: h", "Content-Length: 5").send("hello");
      assertThat(client.response().body()).isEqualTo("hello");

      client.request("POST /ok HTTP/1.1", "Host: h", "Transfer-Encoding: chunked");
      client.send("3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
      assertThat(client.response().body()).isEqualTo("hello");
    }
  }

  @Test
  void refusesABodyOverTheLimitOfItsRouteAndEndsTheConnection() {
    try (var declared = connect();
        var chunked = connect()) {
      declared.request("POST /ok HTTP/1.1", "Host: h", "Content-Length: 11").send("some of it");
      chunked.request("POST /ok HTTP/1.1", "Host: h", "Transfer-Encoding: chunked");
      chunked.send("b\r\nhello world\r\n");

      for (var client : List.of(declared, chunked)) {
        var response = client.response();
        assertThat(response.status()).isEqualTo(413);
        assertThat(response.header("connection")).isEqualTo("close");
        assertThat(client.isClosedWithin(SOON)).isTrue();
      }
    }
  }

  @Test
  void letsAClientThatAsksFirstSendItsBody() {
    try (var client = connect()) {
      client.request("POST /ok HTTP/1.1", "Host: h", "Content-Length: 5", "Expect: 100-continue");
      assertThat(client.response().status()).isEqualTo(100);

      assertThat(client.send("hello").response().body()).isEqualTo("hello");
    }
  }

  @Test
  void tellsAClientThatAsksFirstThatItsBodyIsTooLarge() {
    try (var client = connect()) {
      client.request("POST /ok HTTP/1.1", "Host: h", "Content-Length: 50", "Expect: 100-continue");

      assertThat(client.response().status()).isEqualTo(413);
    }
  }

  @Test
  void answersRequestsThatCameTogetherOneAfterTheOther() {
    try (var client = connect()) {
      client.send(
          "GET /echo/1 HTTP/1.1\r\nHost: h\r\n\r\n"
              + "POST /ok HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
              + "GET /echo/3 HTTP/1.1\r\nHost: h\r\n\r\nGET /echo/4 HT");
      client.send("TP/1.1\r\nHost: h\r\n\r\n");

      assertThat(client.response().body()).startsWith("GET /echo/1");
      assertThat(client.response().body()).isEqualTo("hi");
      assertThat(client.response().body()).startsWith("GET /echo/3");
      assertThat(client.response().body()).startsWith("GET /echo/4");
    }
  }

  @Test
  void runsNoRequestOfAConnectionBeforeTheOneBeforeIsAnswered() {
    try (var client = connect()) {
      client.send("GET /waits HTTP/1.1\r\nHost: h\r\n\r\n".repeat(3));

      await().until(() -> running.get() == 1);
      assertThat(client.isSilentFor(Duration.ofMillis(50))).isTrue();
      assertThat(running).hasValue(1);
    }
  }

  @Test
  void cutsOffWhoSendsRequestsWithoutEndBeforeAnAnswer() {
    try (var client = connect()) {
      client.send("GET /waits HTTP/1.1\r\nHost: h\r\n\r\n".repeat(200));

      assertThat(client.isClosedWithin(SOON)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE",
        "GET /ok HTTP/1.1\r\nno colon",
        "GET /ok HTTP/1.1\r\nHost: h\r\nBad Name: x",
        "GET /ok HTTP/1.1",
        "GET /ok HTTP/1.1\r\nHost: a\r\nHost: b",
        "GET ok HTTP/1.1\r\nHost: h",
        "GET /echo/%zz HTTP/1.1\r\nHost: h",
        "POST /ok HTTP/1.1\r\nHost: h\r\nContent-Length: x",
        "POST /ok HTTP/1.1\r\nHost: h\r\nContent-Length: -1",
        "POST /ok HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4",
        "POST /ok HTTP/1.1\r\nHost: h\r\nContent-Length: 3, 4",
        "POST /ok HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked",
        "POST /ok HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3",
        "POST /ok HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked",
        "POST /ok HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked",
        "POST /ok HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "POST /ok HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked",
        "POST /ok HTTP/1.0\r\nTransfer-Encoding: chunked"
      })
  void refusesWhatCouldBeReadInTwoWaysAndEndsTheConnection(String head) {
    try (var client = connect()) {
      client.send(head + "\r\n\r\n");

      assertThat(client.response().status()).isEqualTo(400);
      assertThat(client.isClosedWithin(SOON)).isTrue();
    }
    assertThat(get("/ok").body()).isEqualTo("ok");
  }

  @Test
  void refusesAChunkThatIsNone() {
    try (var client = connect()) {
      client.request("POST /ok HTTP/1.1", "Host: h", "Transfer-Encoding: chunked").send("zz\r\n");

      assertThat(client.response().status()).isEqualTo(400);
      assertThat(client.isClosedWithin(SOON)).isTrue();
    }
  }

  @Test
  void boundsTheRequestLineAndTheHeaders() {
    try (var line = connect();
        var headers = connect()) {
      line.send("GET /" + "x".repeat(9_000));
      headers.send("GET /ok HTTP/1.1\r\nHost: h\r\n" + "X-Long: yyyyyyyyyyyyyy\r\n".repeat(900));

      assertThat(line.response().status()).isEqualTo(414);
      assertThat(headers.response().status()).isEqualTo(431);
      assertThat(line.isClosedWithin(SOON)).isTrue();
      assertThat(headers.isClosedWithin(SOON)).isTrue();
    }
  }

  @Test
  void refusesAnExpectationThatItDoesNotKnow() {
    try (var client = connect()) {
      assertThat(client.request("GET /ok HTTP/1.1", "Host: h", "Expect: cake").response().status())
          .isEqualTo(417);
    }
  }

  @Test
  void understandsATargetWithSchemeAndHost() {
    assertThat(get("http://some.host:80/ok?x=1").body()).isEqualTo("ok");
  }

  @Test
  void closesWhenTheClientAsksForIt() {
    try (var client = connect();
        var old = connect()) {
      var response = client.request("GET /ok HTTP/1.1", "Host: h", "Connection: close").response();
      assertThat(response.body()).isEqualTo("ok");
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(client.isClosedWithin(SOON)).isTrue();

      assertThat(old.request("GET /ok HTTP/1.0").response().body()).isEqualTo("ok");
      assertThat(old.isClosedWithin(SOON)).isTrue();
    }
  }

  @Test
  void sendsALargeAnswerWhole() {
    assertThat(get("/large").bytes()).hasSize(3_000_000);
  }

  @Test
  void dropsHalfRequestsAndIdleConnections() {
    var impatient = start(Duration.ofMillis(200), new Cors.SameOrigin());
    try (var silent = new RawConnection(impatient.address());
        var halfHead = new RawConnection(impatient.address());
        var halfBody = new RawConnection(impatient.address());
        var idle = new RawConnection(impatient.address())) {
      halfHead.send("GET /ok HTTP/1.1\r\nHo");
      halfBody.request("POST /ok HTTP/1.1", "Host: h", "Content-Length: 5").send("hel");
      assertThat(idle.request("GET /ok HTTP/1.1", "Host: h").response().body()).isEqualTo("ok");

      assertThat(halfBody.response().status()).isEqualTo(408);
      for (var client : List.of(silent, halfHead, halfBody, idle)) {
        assertThat(client.isClosedWithin(SOON)).isTrue();
      }
    } finally {
      impatient.close(Duration.ZERO);
    }
  }

  @Test
  void letsABodyTakeItsTimeWhileItComes() {
    var impatient = start(Duration.ofMillis(700), new Cors.SameOrigin());
    var piece = new byte[16 * 1024];
    try (var client = new RawConnection(impatient.address())) {
      client.request("POST /large HTTP/1.1", "Host: h", "Content-Length: " + 8 * piece.length);
      for (int sent = 0; sent < 8; sent++) {
        assertThat(client.isSilentFor(Duration.ofMillis(150))).isTrue();
        client.send(piece);
      }

      assertThat(client.response().body()).isEqualTo("" + 8 * piece.length);
    } finally {
      impatient.close(Duration.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /ok HTTP/1.1\r\nX: ",
        "GET /ok HTTP/1.1\r\nHost: h\r\n",
        "POST /large HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n",
        "POST /large HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n"
      })
  void dropsWhoSendsAHeadOrABodyByteByByte(String start) {
    var impatient = start(Duration.ofMillis(300), new Cors.SameOrigin());
    try (var client = new RawConnection(impatient.address())) {
      client.send(start);
      long end = System.nanoTime() + SOON.toNanos();

      boolean closed = false;
      while (!closed && System.nanoTime() < end) {
        closed = !client.trySend(new byte[] {'x'}) || client.isClosedWithin(Duration.ofMillis(20));
      }

      assertThat(closed).isTrue();
    } finally {
      impatient.close(Duration.ZERO);
    }
  }

  @Test
  void givesABodyItsTimeHoweverLongItsConnectionWasIdle() {
    var impatient = start(Duration.ofMillis(800), new Cors.SameOrigin());
    try (var client = new RawConnection(impatient.address())) {
      assertThat(client.isSilentFor(Duration.ofMillis(600))).isTrue();
      client.request("POST /ok HTTP/1.1", "Host: h", "Content-Length: 2").send("o");
      assertThat(client.isSilentFor(Duration.ofMillis(500))).isTrue();

      assertThat(client.send("k").response().body()).isEqualTo("ok");
    } finally {
      impatient.close(Duration.ZERO);
    }
  }

  @Test
  void waitsLongerForAnAnswerThanForARequest() {
    var impatient = start(Duration.ofMillis(100), new Cors.SameOrigin());
    try (var client = new RawConnection(impatient.address())) {
      client.request("GET /waits HTTP/1.1", "Host: h");

      assertThat(client.isSilentFor(Duration.ofMillis(400))).isTrue();
      release.countDown();
      assertThat(client.response().body()).isEqualTo("waited");
    } finally {
      impatient.close(Duration.ZERO);
    }
  }

  @Test
  void closesConnectionsBeyondTheLimitAtOnce() {
    var open = IntStream.range(0, MAX_CONNECTIONS).mapToObj(_ -> connect()).toList();
    open.getLast().request("GET /ok HTTP/1.1", "Host: h").response();

    try (var extra = connect()) {
      assertThat(extra.isClosedWithin(SOON)).isTrue();
    }
    open.forEach(RawConnection::close);
    await()
        .untilAsserted(() -> {
          try (var next = connect()) {
            assertThat(next.request("GET /ok HTTP/1.1", "Host: h").response().body())
                .isEqualTo("ok");
          }
        });
  }

  @Test
  void acceptsNobodyAfterItStoppedButServesThoseThatAreThere() {
    try (var client = connect()) {
      client.request("GET /ok HTTP/1.1", "Host: h").response();

      server.stopAccepting();

      assertThat(client.request("GET /ok HTTP/1.1", "Host: h").response().body()).isEqualTo("ok");
      assertThatThrownBy(this::connect).hasMessageContaining("refused");
    }
  }

  @Test
  void letsARunningHandlerFinishWhenItCloses() {
    try (var client = connect()) {
      client.request("GET /waits HTTP/1.1", "Host: h");
      await().until(() -> running.get() == 1);

      var closing = Thread.ofVirtual().start(() -> server.close(SOON));
      await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
      release.countDown();

      assertThat(client.response().body()).isEqualTo("waited");
      await().until(() -> !closing.isAlive());
    }
  }

  @Test
  void saysInASentenceThatAPortIsTaken() {
    int taken = server.address().getPort();
    var config =
        new HttpConfig("127.0.0.1", taken, 1, Duration.ofSeconds(1), 1, new Cors.SameOrigin());

    assertThatThrownBy(() -> HttpServer.start(config, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("cannot listen on 127.0.0.1 port " + taken + ": .*in use.*");
  }

  @Test
  void answersAPreflightAndMarksEveryAnswerForAListedOrigin() {
    var listed = start(SOON, new Cors.Origins(Set.of("https://a.example")));
    try (var client = new RawConnection(listed.address())) {
      client.request(
          "OPTIONS /ok HTTP/1.1",
          "Host: h",
          "Origin: https://a.example",
          "Access-Control-Request-Method: POST",
          "Access-Control-Request-Headers: content-type");
      var preflight = client.response();
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.headers())
          .containsEntry("access-control-allow-origin", "https://a.example")
          .containsEntry("access-control-allow-credentials", "true")
          .containsEntry("access-control-allow-methods", "GET,HEAD,PUT,PATCH,POST,DELETE")
          .containsEntry("access-control-allow-headers", "content-type")
          .containsEntry("vary", "Origin, Access-Control-Request-Headers");

      for (var path : List.of("/ok", "/nothing", "/fails")) {
        client.request("GET " + path + " HTTP/1.1", "Host: h", "Origin: https://a.example");
        assertThat(client.response().headers())
            .containsEntry("access-control-allow-origin", "https://a.example")
            .containsEntry("vary", "Origin");
      }
      client.request("GET /ok HTTP/1.1", "Host: h", "Origin: https://evil.example");
      assertThat(client.response().headers())
          .containsEntry("vary", "Origin")
          .doesNotContainKeys("access-control-allow-origin", "access-control-allow-credentials");
    } finally {
      listed.close(Duration.ZERO);
    }
  }

  @Test
  void allowsAnyOriginWithoutCredentials() {
    var open = start(SOON, new Cors.AnyOrigin());
    try (var client = new RawConnection(open.address())) {
      for (var method : List.of("GET", "OPTIONS")) {
        client.request(method + " /ok HTTP/1.1", "Host: h", "Origin: https://any.example");
        assertThat(client.response().headers())
            .containsEntry("access-control-allow-origin", "*")
            .doesNotContainKey("access-control-allow-credentials");
      }
    } finally {
      open.close(Duration.ZERO);
    }
  }

  @Test
  void saysNothingOfOriginsByDefault() {
    try (var client = connect()) {
      client.request("GET /ok HTTP/1.1", "Host: h", "Origin: https://any.example");
      assertThat(client.response().headers()).doesNotContainKeys("access-control-allow-origin");
      client.request("OPTIONS /ok HTTP/1.1", "Host: h", "Origin: https://any.example");
      assertThat(client.response().status()).isEqualTo(405);
    }
  }

  private HttpServer start(Duration requestTimeout, Cors cors) {
    var config = new HttpConfig("127.0.0.1", 0, 1, requestTimeout, MAX_CONNECTIONS, cors);
    try {
      return HttpServer.start(
          config,
          List.of(
              Route.get("/ok", _ -> Response.text(200, "ok")),
              new Route("POST", "/ok", 10, r -> Response.of(200, "text/plain", r.body())),
              Route.get("/echo/{word}", HttpServerIT::describe),
              Route.get("/large", _ -> Response.of(200, "text/plain", new byte[3_000_000])),
              new Route("POST", "/large", 200_000, r -> Response.text(200, "" + r.body().length)),
              Route.get("/waits", _ -> waitForRelease()),
              Route.get(
                  "/fails",
                  _ -> {
                    throw new StackOverflowError("on purpose");
                  })));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Response describe(Request request) {
    return Response.text(
        200,
        "%s %s %s %s"
            .formatted(
                request.method(),
                request.path(),
                request.query(),
                request.header("x-thing").orElse("")));
  }

  private Response waitForRelease() throws InterruptedException {
    running.incrementAndGet();
    release.await();
    return Response.text(200, "waited");
  }

  private RawConnection connect() {
    return new RawConnection(server.address());
  }

  private RawResponse get(String target) {
    try (var client = connect()) {
      return client.request("GET " + target + " HTTP/1.1", "Host: h").response();
    }
  }
}
