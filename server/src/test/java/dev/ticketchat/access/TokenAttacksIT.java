package dev.ticketchat.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.ticketchat.api.RawClient;
import dev.ticketchat.app.RunningServer;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Forged, borrowed and broken tokens at every door of the whole server: `authenticate`, the
/// handshake, HTTP. Each is refused in the contract's words and no others, says nothing of itself
/// in the log, and makes the server ask nobody.
class TokenAttacksIT {
  private static final int MOST_IN_A_HEADER = 16 * 1024;
  private static final Optional<String> DESK = Optional.of("desk");
  private static final Optional<String> CHAT = Optional.of("chat");

  @TempDir static Path folder;
  private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();
  private static final List<RunningServer> SERVERS = new ArrayList<>();
  private static ServerSocket bait;
  private static KeyPair rsa;
  private static KeyPair ec;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    bait = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    bait.setSoTimeout(200);
    rsa = pair("RSA", 2048);
    ec = pair("EC", 256);
    LOGGED.start();
    root().addAppender(LOGGED);
    application().setLevel(Level.TRACE);
  }

  @AfterAll
  static void stop() throws IOException {
    root().detachAppender(LOGGED);
    application().setLevel(null);
    SERVERS.forEach(RunningServer::close);
    bait.close();
  }

  @TestFactory
  Stream<DynamicNode> noAttackLetsAnybodyIn() throws IOException {
    var url = "http://127.0.0.1:" + bait.getLocalPort();
    return Stream.of(
        against("a secret", secret(), Attacks.onASecret(url, rsa)),
        against("an RSA key", pem("rsa", rsa.getPublic()), Attacks.onRsa(rsa)),
        against("a key on a curve", pem("ec", ec.getPublic()), Attacks.onACurve(ec)));
  }

  @Test
  void goodTokensAreLetIn() throws IOException {
    var server = started(secret());
    var good = Attacks.good();
    for (var token : List.of(good, "Bearer " + good, "bearer  " + good, "  " + good + "\\n")) {
      assertThat(ask(server, token).path("ok").booleanValue()).as(token).isTrue();
      assertThat(open(server, token)).isEqualTo("connect");
    }
    try (var http = Http.to(server.url())) {
      for (var scheme : List.of("Bearer ", "bearer ", "BEARER ", "Bearer   ")) {
        assertThat(http.send("GET", "/api/tickets", scheme + good, "").status()).isEqualTo(200);
      }
      for (var scheme : List.of("", "Basic ", "Token ", "Bearer", "Bearer:", "JWT ", "Bearer, ")) {
        assertThat(http.send("GET", "/api/tickets", scheme + good, "").status())
            .as(scheme)
            .isEqualTo(401);
      }
      for (var query : List.of("token", "access_token", "authorization", "jwt")) {
        var path = "/api/tickets?" + query + "=" + good;
        assertThat(http.send("GET", path, "Basic x", "").status()).isEqualTo(401);
      }
    }
  }

  private static DynamicNode against(String what, TokenRules rules, List<Attack> attacks) {
    var server = started(rules);
    var http = Http.to(server.url());
    var socket = RawClient.connect(server.url());
    var tests =
        attacks.stream()
            .map(attack -> dynamicTest(attack.name(), () -> refuses(server, socket, http, attack)));
    return dynamicContainer(
        "against " + what,
        Stream.concat(
            tests,
            Stream.of(
                dynamicTest("nothing of them is in the log", () -> assertNothingLogged(attacks)),
                dynamicTest("nobody was asked", TokenAttacksIT::assertNobodyCame),
                dynamicTest(
                    "and the server goes on",
                    () -> {
                      socket.close();
                      http.close();
                      assertThat(open(server, "x")).isEqualTo("connect_error");
                    }))));
  }

  private static void refuses(RunningServer server, RawClient socket, Http http, Attack attack) {
    var error = "{\"code\":\"" + attack.code() + "\",\"message\":\"" + attack.words() + "\"}";
    socket.forget();
    var acknowledged = socket.ask("authenticate", auth(attack.token()));
    assertThat(acknowledged.toString())
        .as(attack.name())
        .isEqualTo("{\"ok\":false,\"error\":" + error + "}");
    assertThat(socket.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.name()).isEqualTo("authentication_error");
          assertThat(event.payload().toString())
              .isEqualTo("{\"success\":false," + error.substring(1));
        });

    try (var asked = RawClient.open(server.url(), auth(attack.token()))) {
      assertThat(asked.answer().name()).isEqualTo("connect_error");
      assertThat(asked.answer().payload().toString())
          .isEqualTo("{\"message\":\"" + attack.words() + "\",\"data\":" + error + "}");
    }
    overHttp(http, attack, error);
  }

  /// What a header can carry.
  private static void overHttp(Http http, Attack attack, String error) {
    var token = attack.token();
    if (!token.matches("[!-~]+( [!-~]+)*") || token.contains("\\")) {
      return;
    }
    var answer = http.get("/api/tickets", token);
    if (token.length() > MOST_IN_A_HEADER) {
      assertThat(answer.status()).isEqualTo(431);
    } else if (!token.startsWith("Bearer ")) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"error\":" + error + "}");
    }
  }

  private static void assertNothingLogged(List<Attack> attacks) {
    var logged = new StringBuilder();
    for (var event : List.copyOf(LOGGED.list)) {
      logged.append(event.getFormattedMessage()).append('\n').append(event.getThrowableProxy());
    }
    for (var attack : attacks) {
      for (var part : attack.token().split("\\.", -1)) {
        if (part.length() >= 20) {
          assertThat(logged).doesNotContain(part.substring(0, 20));
        }
      }
    }
    assertThat(logged).doesNotContain("mallory");
  }

  private static void assertNobodyCame() throws IOException {
    try (var visitor = bait.accept()) {
      throw new AssertionError("somebody followed a link of a token: " + visitor);
    } catch (SocketTimeoutException _) {
      // Nobody did.
    }
  }

  private static RunningServer started(TokenRules rules) {
    var server = RunningServer.trusting(rules);
    SERVERS.add(server);
    return server;
  }

  private static JsonNode ask(RunningServer server, String token) {
    try (var client = RawClient.connect(server.url())) {
      return client.ask("authenticate", auth(token));
    }
  }

  private static String open(RunningServer server, String token) {
    try (var client = RawClient.open(server.url(), auth(token))) {
      return client.answer().name();
    }
  }

  /// Tokens are written as JSON has them between quotes.
  private static String auth(String token) {
    return "{\"token\":\"" + token + "\"}";
  }

  private static TokenRules secret() {
    return new TokenRules(new TokenKey.SharedSecret(new Secret(Attacks.SECRET)), DESK, CHAT);
  }

  private static TokenRules pem(String name, PublicKey key) throws IOException {
    var text =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    var file = Files.writeString(folder.resolve(name + ".pem"), text);
    return new TokenRules(new TokenKey.PublicKeyFile(file), DESK, CHAT);
  }

  private static KeyPair pair(String algorithm, int size) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    return generator.generateKeyPair();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static Logger application() {
    return (Logger) LoggerFactory.getLogger("dev.ticketchat");
  }
}
