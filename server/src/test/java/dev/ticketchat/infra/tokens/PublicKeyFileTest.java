package dev.ticketchat.infra.tokens;

import static dev.ticketchat.infra.tokens.TestTokens.claims;
import static dev.ticketchat.infra.tokens.TestTokens.hmac;
import static dev.ticketchat.infra.tokens.TestTokens.pem;
import static dev.ticketchat.infra.tokens.TestTokens.signed;
import static dev.ticketchat.infra.tokens.TestTokens.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.TokenVerifier;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicKeyFileTest {
  private static final KeyPair RSA = rsa(2048);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
  void acceptsEveryAlgorithmOfAnRsaKey(String algorithm) throws Exception {
    var token =
        signed(
            new JWSHeader(JWSAlgorithm.parse(algorithm)),
            claims(),
            new RSASSASigner(RSA.getPrivate()));

    accepts(verifier(pem(folder, RSA.getPublic())), token);
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, ES256", "secp384r1, ES384", "secp521r1, ES512"})
  void acceptsTheAlgorithmOfAnEcKeysCurve(String curve, String algorithm) throws Exception {
    var keys = ec(curve);
    var header = new JWSHeader(JWSAlgorithm.parse(algorithm));
    var token = signed(header, claims(), new ECDSASigner((ECPrivateKey) keys.getPrivate()));

    accepts(verifier(pem(folder, keys.getPublic())), token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EdDSA", "Ed25519"})
  void acceptsEd25519UnderBothItsNames(String algorithm) throws Exception {
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var verifier = verifier(pem(folder, keys.getPublic()));
    var token = TestTokens.signedWithEd25519(Map.of("alg", algorithm), keys.getPrivate());

    accepts(verifier, token);
    refuses(verifier, token.substring(0, token.length() - 6) + "AAAAAA");
    refuses(verifier, token.substring(0, token.length() - 20));
  }

  @Test
  void refusesAnHmacMadeWithThePublicKey() throws Exception {
    var key = pem(folder, RSA.getPublic());
    var verifier = verifier(key);
    var header = new JWSHeader(JWSAlgorithm.HS256);

    refuses(verifier, signed(header, claims(), hmac(RSA.getPublic().getEncoded())));
    refuses(verifier, signed(header, claims(), hmac(Files.readAllBytes(key.pem()))));
  }

  @Test
  void refusesSignaturesOfZeros() throws Exception {
    var verifier = verifier(pem(folder, ec("secp256r1").getPublic()));
    var content =
        Base64URL.encode("{\"alg\":\"ES256\"}")
            + "."
            + Base64URL.encode(claims().build().toString());

    refuses(verifier, content + "." + Base64URL.encode(new byte[64]));
    refuses(verifier, content + "." + Base64URL.encode(new byte[8]));
    refuses(verifier, content + ".");
  }

  @Test
  void refusesAnotherKeyOfTheSameKind() throws Exception {
    var token =
        signed(
            new JWSHeader(JWSAlgorithm.RS256), claims(), new RSASSASigner(rsa(2048).getPrivate()));

    refuses(verifier(pem(folder, RSA.getPublic())), token);
  }

  @Test
  void readsAPemWithTextAroundTheKey() throws Exception {
    var key = pem(folder, RSA.getPublic());
    Files.writeString(key.pem(), "Key of the desk\r\n" + Files.readString(key.pem()) + "bye");
    var token =
        signed(new JWSHeader(JWSAlgorithm.RS256), claims(), new RSASSASigner(RSA.getPrivate()));

    accepts(verifier(key), token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
      })
  void saysThatAFileHoldsNoKey(String text) throws IOException {
    var file = Files.writeString(folder.resolve("none.pem"), text);

    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> verifier(new TokenKey.PublicKeyFile(file)))
        .withMessageStartingWith(file + " holds no public key in PEM form");
  }

  @Test
  void saysThatAKeyIsTooWeakOrOfAnotherKind() throws Exception {
    for (var key :
        java.util.List.of(
            rsa(1024).getPublic(),
            KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic(),
            KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic())) {
      var file = pem(folder, key);

      assertThatExceptionOfType(Unusable.class).isThrownBy(() -> verifier(file));
    }
  }

  @Test
  void saysThatAFileCannotBeRead() {
    var missing = new TokenKey.PublicKeyFile(folder.resolve("missing.pem"));

    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> verifier(missing))
        .withMessage("The public key " + missing.pem() + " cannot be read.");
  }

  private static void accepts(TokenVerifier verifier, String token) {
    assertThat(verifier.verify(token).principal().id()).isEqualTo(new UserId("u1"));
  }

  private static void refuses(TokenVerifier verifier, String token) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> verifier.verify(token))
        .withMessage("Invalid token");
  }

  private static KeyPair rsa(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair ec(String curve) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }
}
