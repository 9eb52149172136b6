package dev.ticketchat.infra.tokens;

import static dev.ticketchat.infra.tokens.TestTokens.claims;
import static dev.ticketchat.infra.tokens.TestTokens.hmac;
import static dev.ticketchat.infra.tokens.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Key sets, fetched over HTTP from a server on this machine.
final class KeySetTest {
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile int status = 200;
  private volatile String body = "{\"keys\":[]}";
  private HttpServer server;
  private JwtVerifier verifier;

  @BeforeEach
  void serveKeys() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/keys", this::answer);
    server.start();
    verifier = TestTokens.verifier(new TokenKey.KeySet(url()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesTheSetOnceForManyTokens() throws Exception {
    var key = ecKey("k1");
    publish(key);

    for (var i = 0; i < 10; i++) {
      accepts(signed(header("ES256", "k1"), claims().claim("n", i), new ECDSASigner(key)));
    }

    assertThat(fetches).hasValue(1);
  }

  @Test
  void fetchesNothingBeforeTheFirstToken() {
    assertThat(fetches).hasValue(0);
  }

  @Test
  void fetchesAgainForAKeyThatIsNew() throws Exception {
    var old = ecKey("k1");
    publish(old);
    accepts(signed(header("ES256", "k1"), claims(), new ECDSASigner(old)));
    var next = rsaKey("k2");
    publish(old, next);

    accepts(signed(header("PS256", "k2"), claims(), new RSASSASigner(next)));

    accepts(signed(header("ES256", "k1"), claims().claim("n", 1), new ECDSASigner(old)));
    assertThat(fetches).hasValue(2);
  }

  @Test
  void fetchesRarelyForKeysThatDoNotExist() throws Exception {
    var key = ecKey("k1");
    publish(key);
    accepts(signed(header("ES256", "k1"), claims(), new ECDSASigner(key)));

    for (var i = 0; i < 50; i++) {
      refusesAsInvalid(signed(header("ES256", "no-" + i), claims(), new ECDSASigner(key)));
    }

    assertThat(fetches).hasValueLessThanOrEqualTo(4);
    accepts(signed(header("ES256", "k1"), claims().claim("n", 1), new ECDSASigner(key)));
  }

  @Test
  void acceptsATokenWithoutAKeyId() throws Exception {
    var key = ecKey("k1");
    publish(rsaKey("k0"), key);

    accepts(signed(new JWSHeader(JWSAlgorithm.ES256), claims(), new ECDSASigner(key)));
  }

  @Test
  void acceptsAnEd25519Key() throws Exception {
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var encoded = keys.getPublic().getEncoded();
    var x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    publish(new OctetKeyPair.Builder(Curve.Ed25519, x).keyID("k1").build());

    accepts(TestTokens.signedWithEd25519(Map.of("alg", "EdDSA", "kid", "k1"), keys.getPrivate()));
  }

  @Test
  void trustsNoSymmetricKeyAndNoneForEncryption() throws Exception {
    var secret = new byte[32];
    var encryption = new RSAKeyGenerator(2048).keyID("enc").keyUse(KeyUse.ENCRYPTION).generate();
    body =
        new JWKSet(List.of(new OctetSequenceKey.Builder(secret).keyID("oct").build(), encryption))
            .toString(false);

    refusesAsInvalid(signed(header("HS256", "oct"), claims(), hmac(secret)));
    refusesAsInvalid(signed(header("RS256", "enc"), claims(), new RSASSASigner(encryption)));
  }

  @Test
  void trustsNoKeyWhosePrivateHalfIsThereToRead() throws Exception {
    var key = rsaKey("k1");
    body = new JWKSet(key).toString(false);

    refusesAsInvalid(signed(header("RS256", "k1"), claims(), new RSASSASigner(key)));
  }

  @Test
  void takesTheGoodKeysOfASetWithBadOnes() throws Exception {
    var key = ecKey("k1");
    var good = key.toPublicJWK().toJSONString();
    body =
        "{\"keys\":[{\"kty\":\"what\",\"kid\":\"k1\"},{\"kty\":\"oct\",\"k\":\"AA\",\"alg\":\"none\"},"
            + good
            + "]}";

    accepts(signed(header("ES256", "k1"), claims(), new ECDSASigner(key)));
    refusesAsInvalid(
        Base64URL.encode("{\"alg\":\"none\"}")
            + "."
            + Base64URL.encode(claims().build().toString())
            + ".");
  }

  @Test
  void isRedirectedNowhere() throws Exception {
    var key = ecKey("k1");
    publish(key);
    var asked = new AtomicInteger();
    server.createContext(
        "/elsewhere",
        exchange -> {
          asked.incrementAndGet();
          answer(exchange);
        });
    for (var code : List.of(301, 302, 303, 307, 308)) {
      server.createContext(
          "/moved-" + code,
          exchange -> {
            exchange.getResponseHeaders().set("location", "/elsewhere");
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
          });
      verifier = TestTokens.verifier(new TokenKey.KeySet(url().resolve("/moved-" + code)));

      refusesAsUnavailable(signed(header("ES256", "k1"), claims(), new ECDSASigner(key)));
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void dropsAKeyThatIsGone() throws Exception {
    var old = ecKey("k1");
    var next = ecKey("k2");
    publish(old);
    accepts(signed(header("ES256", "k1"), claims(), new ECDSASigner(old)));
    publish(next);
    accepts(signed(header("ES256", "k2"), claims(), new ECDSASigner(next)));

    refusesAsInvalid(signed(header("ES256", "k1"), claims().claim("n", 1), new ECDSASigner(old)));
  }

  @Test
  void asksRarelyForManyUnknownKeysAtATime() throws Exception {
    publish(ecKey("k1"));
    var stranger = ecKey("k");
    var answers = new ArrayList<Future<VerifiedToken>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 200; i++) {
        var token = signed(header("ES256", "no-" + i), claims(), new ECDSASigner(stranger));
        answers.add(threads.submit(() -> verifier.verify(token)));
      }
    }

    assertThat(answers).allMatch(answer -> answer.state() == Future.State.FAILED);
    assertThat(fetches).hasValueLessThanOrEqualTo(3);
  }

  @Test
  void keepsTheKeyToItsAlgorithm() throws Exception {
    var key = new RSAKeyGenerator(2048).keyID("k1").algorithm(JWSAlgorithm.RS256).generate();
    publish(key);

    accepts(signed(header("RS256", "k1"), claims(), new RSASSASigner(key)));
    refusesAsInvalid(signed(header("RS512", "k1"), claims(), new RSASSASigner(key)));
  }

  @Test
  void refusesForgeriesBeforeAnyoneAsksForKeys() {
    refusesAsInvalid("a.b.c");
    refusesAsInvalid(Base64URL.encode("{\"alg\":\"none\"}") + "." + Base64URL.encode("{}") + ".");

    assertThat(fetches).hasValue(0);
  }

  @Test
  void isUnavailableWhileTheKeysCannotBeHad() throws Exception {
    var token = signed(header("ES256", "k1"), claims(), new ECDSASigner(ecKey("k1")));
    for (var broken : List.of("", "no json", "{}", "x".repeat(300_000))) {
      body = broken;
      verifier = TestTokens.verifier(new TokenKey.KeySet(url()));

      refusesAsUnavailable(token);
    }
    status = 500;
    for (var i = 0; i < 5; i++) {
      refusesAsUnavailable(token);
    }
    server.stop(0);
    verifier = TestTokens.verifier(new TokenKey.KeySet(url()));
    refusesAsUnavailable(token);
  }

  @Test
  void goesOnWithTheKeysItHasThroughAnOutage() throws Exception {
    var key = ecKey("k1");
    publish(key);
    accepts(signed(header("ES256", "k1"), claims(), new ECDSASigner(key)));

    status = 503;

    accepts(signed(header("ES256", "k1"), claims().claim("n", 1), new ECDSASigner(key)));
    refusesAsUnavailable(signed(header("ES256", "k2"), claims(), new ECDSASigner(key)));
    accepts(signed(header("ES256", "k1"), claims().claim("n", 2), new ECDSASigner(key)));
  }

  @Test
  void givesUpOnAHostThatDoesNotFinishItsAnswer() throws Exception {
    var released = new CountDownLatch(1);
    server.createContext("/slow", exchange -> answerHalf(exchange, released));
    try (var fetch = new KeySetFetch(url().resolve("/slow"), Duration.ofMillis(200))) {
      assertThatExceptionOfType(JWKSetUnavailableException.class)
          .isThrownBy(() -> fetch.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), 0, null))
          .havingCause()
          .withMessage("no whole answer in time");
    } finally {
      released.countDown();
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    var key = ecKey("k1");
    publish(key);
    server.createContext("/moved", this::redirect);
    verifier = TestTokens.verifier(new TokenKey.KeySet(url().resolve("/moved")));

    refusesAsUnavailable(signed(header("ES256", "k1"), claims(), new ECDSASigner(key)));

    assertThat(fetches).hasValue(0);
  }

  @Test
  void saysThatAUrlCannotBeUsed() {
    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> TestTokens.verifier(new TokenKey.KeySet(URI.create("keys"))))
        .withMessage("The key set's URL keys cannot be used.");
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", url().toString());
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static void answerHalf(HttpExchange exchange, CountDownLatch released)
      throws IOException {
    exchange.sendResponseHeaders(200, 11);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    try {
      released.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  private void publish(JWK... keys) {
    body = new JWKSet(List.of(keys)).toString(true);
  }

  private static ECKey ecKey(String id) throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
  }

  private static RSAKey rsaKey(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(id).generate();
  }

  private static JWSHeader header(String algorithm, String keyId) {
    return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID(keyId).build();
  }

  private void accepts(String token) {
    assertThat(verifier.verify(token).principal().id()).isEqualTo(new UserId("u1"));
  }

  private void refusesAsInvalid(String token) {
    refuses(token, ErrorCode.UNAUTHENTICATED);
  }

  private void refusesAsUnavailable(String token) {
    refuses(token, ErrorCode.UNAVAILABLE);
  }

  private void refuses(String token, ErrorCode code) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> verifier.verify(token))
        .extracting(Refused::code)
        .isEqualTo(code);
  }
}
