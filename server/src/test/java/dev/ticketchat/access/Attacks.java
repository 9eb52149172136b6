package dev.ticketchat.access;

import static dev.ticketchat.access.Attack.expired;
import static dev.ticketchat.access.Attack.invalid;
import static dev.ticketchat.access.Forge.base64;
import static dev.ticketchat.access.Forge.bytes;
import static dev.ticketchat.access.Forge.hmac;
import static dev.ticketchat.access.Forge.token;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketchat.access.Forge.Signer;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The table of attacks. Each is tried at every door of a server that trusts one key.
final class Attacks {
  static final String SECRET = "a secret that nobody but this test and its server know";
  private static final String HS256 = "{\"alg\":\"HS256\"}";
  private static final Signer KNOWS_THE_SECRET = hmac("HmacSHA256", SECRET.getBytes(UTF_8));
  private static final Signer GUESSES = hmac("HmacSHA256", "secret".getBytes(UTF_8));
  private static final byte[] NO_KEY = new byte[1];

  private Attacks() {}

  /// What everybody would like to be.
  static String claims(String more) {
    return "{\"id\":\"mallory\",\"type\":\"superadmin\",\"iss\":\"desk\",\"aud\":[\"chat\"],\"exp\":"
        + (now() + 3_600)
        + more
        + "}";
  }

  /// A good token, for a server with the secret.
  static String good() {
    return token(HS256, claims(""), KNOWS_THE_SECRET);
  }

  /// Against a server that trusts the secret, and tokens of `desk` for `chat`.
  ///
  /// @param url where somebody listens to whoever follows a link
  static List<Attack> onASecret(String url, KeyPair rsa) {
    var attacks = new ArrayList<Attack>();
    attacks.addAll(algorithms(rsa));
    attacks.addAll(keysBrought(url));
    attacks.addAll(headers());
    attacks.addAll(signatures());
    attacks.addAll(shapes());
    attacks.addAll(times());
    attacks.addAll(users());
    attacks.addAll(purposes());
    return attacks;
  }

  /// Against a server that trusts a public RSA key.
  static List<Attack> onRsa(KeyPair rsa) {
    var attacks = new ArrayList<Attack>();
    var der = rsa.getPublic().getEncoded();
    var pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----";
    for (var hash : List.of("256", "384", "512")) {
      var mac = "HmacSHA" + hash;
      var header = "{\"alg\":\"HS" + hash + "\"}";
      attacks.add(
          invalid(
              "HS" + hash + " with the key's DER as secret",
              token(header, claims(""), hmac(mac, der))));
      for (var text : List.of(pem, pem + "\n", pem.replace("\n", "\r\n"), base64(der))) {
        var secret = text.getBytes(US_ASCII);
        attacks.add(
            invalid(
                "HS" + hash + " with the key's text as secret",
                token(header, claims(""), hmac(mac, secret))));
      }
    }
    attacks.add(invalid("none", unsigned("none")));
    attacks.add(
        invalid("a blank RSA signature", token("{\"alg\":\"RS256\"}", claims(""), bytes())));
    for (var number : List.of(0, 1, 255)) {
      var signature = new byte[256];
      Arrays.fill(signature, number.byteValue());
      attacks.add(
          invalid(
              "an RSA signature of bytes " + number,
              token("{\"alg\":\"RS256\"}", claims(""), bytes(signature))));
    }
    attacks.add(
        invalid(
            "SHA-1",
            token("{\"alg\":\"RS1\"}", claims(""), Forge.key("SHA1withRSA", rsa.getPrivate()))));
    attacks.add(
        invalid(
            "one hash in the header, another in the signature",
            token(
                "{\"alg\":\"RS512\"}", claims(""), Forge.key("SHA256withRSA", rsa.getPrivate()))));
    attacks.add(
        invalid(
            "an elliptic curve's header",
            token(
                "{\"alg\":\"ES256\"}", claims(""), Forge.key("SHA256withRSA", rsa.getPrivate()))));
    return attacks;
  }

  /// Against a server that trusts a public key on P-256.
  static List<Attack> onACurve(KeyPair ec) {
    var order = ((ECPublicKey) ec.getPublic()).getParams().getOrder();
    var zero = BigInteger.ZERO;
    var one = BigInteger.ONE;
    var attacks = new ArrayList<Attack>();
    Map.of(
            "r = s = 0", List.of(zero, zero),
            "r = 0", List.of(zero, one),
            "s = 0", List.of(one, zero),
            "r = s = 1", List.of(one, one),
            "r = s = n", List.of(order, order),
            "r = n, s = 1", List.of(order, one),
            "r = n - 1, s = n - 1", List.of(order.subtract(one), order.subtract(one)),
            "r = s = 2^256 - 1",
                List.of(one.shiftLeft(256).subtract(one), one.shiftLeft(256).subtract(one)))
        .forEach((name, numbers) ->
            attacks.add(
                invalid("ECDSA with " + name, es256(bytes(raw(numbers.get(0), numbers.get(1)))))));
    attacks.add(
        invalid("a signature in DER", es256(Forge.key("SHA256withECDSA", ec.getPrivate()))));
    attacks.add(
        invalid(
            "s + n in place of s",
            es256(content -> {
              var good = Forge.key("SHA256withECDSAinP1363Format", ec.getPrivate()).sign(content);
              var s = new BigInteger(1, Arrays.copyOfRange(good, 32, 64)).add(order);
              var longer = s.toByteArray();
              var signature = new byte[32 + longer.length];
              System.arraycopy(good, 0, signature, 0, 32);
              System.arraycopy(longer, 0, signature, 32, longer.length);
              return signature;
            })));
    attacks.add(
        invalid(
            "a signature with a byte more",
            es256(content ->
                Arrays.copyOf(
                    Forge.key("SHA256withECDSAinP1363Format", ec.getPrivate()).sign(content),
                    65))));
    attacks.add(invalid("a blank ECDSA signature", es256(bytes())));
    attacks.add(invalid("64 zeros as DER", es256(bytes(new byte[70]))));
    attacks.add(invalid("none", unsigned("none")));
    attacks.add(
        invalid(
            "HS256 with the key's DER as secret",
            token(HS256, claims(""), hmac("HmacSHA256", ec.getPublic().getEncoded()))));
    attacks.add(
        invalid(
            "another curve's header",
            token(
                "{\"alg\":\"ES384\"}",
                claims(""),
                Forge.key("SHA256withECDSAinP1363Format", ec.getPrivate()))));
    return attacks;
  }

  private static List<Attack> algorithms(KeyPair rsa) {
    var attacks = new ArrayList<Attack>();
    for (var none : List.of("none", "None", "NONE", "nOnE", "none ", "", "n\u00f6ne")) {
      attacks.add(invalid("alg " + none, unsigned(none)));
      attacks.add(
          invalid("alg " + none + ", signed", token(alg(none), claims(""), KNOWS_THE_SECRET)));
    }
    for (var other :
        List.of("RS256", "PS256", "ES256", "EdDSA", "hs256", "HS1", "HS256 ", "A128KW", "dir")) {
      attacks.add(
          invalid(
              "alg " + other + " on a secret", token(alg(other), claims(""), KNOWS_THE_SECRET)));
    }
    attacks.add(
        invalid(
            "RS256, truly signed",
            token(alg("RS256"), claims(""), Forge.key("SHA256withRSA", rsa.getPrivate()))));
    attacks.add(
        invalid("HS512 with the hash of HS256", token(alg("HS512"), claims(""), KNOWS_THE_SECRET)));
    attacks.add(
        invalid(
            "HS256 with the hash of HS512",
            token(HS256, claims(""), hmac("HmacSHA512", SECRET.getBytes(UTF_8)))));
    attacks.add(
        invalid(
            "HS384 with another secret",
            token(alg("HS384"), claims(""), hmac("HmacSHA384", NO_KEY))));
    for (var weak :
        List.of("secret", "password", "changeme", "your-256-bit-secret", "ticketchat")) {
      attacks.add(
          invalid(
              "the secret " + weak,
              token(HS256, claims(""), hmac("HmacSHA256", weak.getBytes(UTF_8)))));
    }
    attacks.add(
        invalid("a secret of one zero", token(HS256, claims(""), hmac("HmacSHA256", NO_KEY))));
    return attacks;
  }

  private static List<Attack> keysBrought(String url) {
    var key = base64("an attacker's secret");
    var jwk = "{\"kty\":\"oct\",\"kid\":\"k\",\"alg\":\"HS256\",\"k\":\"" + key + "\"}";
    var mine = hmac("HmacSHA256", "an attacker's secret".getBytes(UTF_8));
    var attacks = new ArrayList<Attack>();
    Map.of(
            "jku", "\"jku\":\"" + url + "/keys\",\"kid\":\"k\"",
            "x5u", "\"x5u\":\"" + url + "/cert\"",
            "x5c", "\"x5c\":[\"" + key + "\"]",
            "x5c by URL", "\"x5c\":[\"" + url + "\"]",
            "jwk", "\"jwk\":" + jwk,
            "jwk that is public",
                "\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
            "kid that is a URL", "\"kid\":\"" + url + "/key\"")
        .forEach((name, fields) ->
            attacks.add(
                invalid(name, token("{\"alg\":\"HS256\"," + fields + "}", claims(""), mine))));
    for (var kid :
        List.of(
            "../../../../dev/null",
            "/dev/null",
            "/proc/sys/kernel/randomize_va_space",
            "x' UNION SELECT 'secret' -- ",
            "x\\u0000y",
            "|sleep 5",
            "x".repeat(5_000),
            "${jndi:ldap://x}")) {
      var header = "{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}";
      attacks.add(
          invalid(
              "kid " + kid.substring(0, Math.min(20, kid.length())),
              token(header, claims(""), hmac("HmacSHA256", NO_KEY))));
    }
    return attacks;
  }

  /// All of them signed well.
  private static List<Attack> headers() {
    var attacks = new ArrayList<Attack>();
    for (var header :
        List.of(
            "{}",
            "[]",
            "null",
            "7",
            "\"HS256\"",
            "{\"alg\":null}",
            "{\"alg\":1}",
            "{\"alg\":[\"HS256\"]}",
            "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}",
            "{\"alg\":\"HS256\",\"crit\":[]}",
            "{\"alg\":\"HS256\",\"crit\":\"exp\"}",
            "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
            "{\"alg\":\"HS256\",\"crit\":[\"alg\"]}",
            "{\"alg\":\"none\",\"alg\":\"HS256\"}",
            "{\"alg\":\"HS256\",\"alg\":\"none\"}",
            "{\"alg\":\"HS256\",\"\\u0061lg\":\"none\"}",
            "{\"alg\":\"HS256\",\"enc\":\"A128GCM\",\"zip\":\"DEF\",\"alg\":\"dir\"}",
            "{\"alg\":\"HS256\"} ,",
            "{\"alg\":\"HS256\"}{}",
            "{'alg':'HS256'}",
            "{\"alg\":\"HS256\",}",
            "{\"alg\":\"HS256\",\"x\":" + "[".repeat(5_000),
            "\uFEFF{\"alg\":\"HS256\"}")) {
      attacks.add(
          invalid(
              "header " + header.substring(0, Math.min(60, header.length())),
              token(header, claims(""), KNOWS_THE_SECRET)));
    }
    attacks.add(
        invalid(
            "b64 false without crit, its payload not encoded",
            Forge.signed(
                    base64("{\"alg\":\"HS256\",\"b64\":false}") + "." + claims(""),
                    KNOWS_THE_SECRET)
                .replace("\"", "\\\"")));
    return attacks;
  }

  private static List<Attack> signatures() {
    var good = good();
    var parts = good.split("\\.", -1);
    var admin = base64(claims(",\"more\":1"));
    return List.of(
        invalid("a blank signature", parts[0] + "." + parts[1] + "."),
        invalid("no signature", parts[0] + "." + parts[1]),
        invalid("another payload", parts[0] + "." + admin + "." + parts[2]),
        invalid("half a signature", good.substring(0, good.length() - 20)),
        invalid("a byte more", parts[0] + "." + parts[1] + "." + base64(longer(parts[2]))),
        invalid("a guessed secret", token(HS256, claims(""), GUESSES)),
        invalid("32 zeros", token(HS256, claims(""), bytes(new byte[32]))),
        invalid("bits that mean nothing", good.substring(0, good.length() - 1) + sibling(good)),
        invalid("padding", good + "="),
        invalid(
            "other letters of base64",
            parts[0] + "." + parts[1] + "." + parts[2].replace('-', '+').replace('_', '/') + "+/"),
        invalid(
            "a line break in the signature",
            parts[0]
                + "."
                + parts[1]
                + "."
                + parts[2].substring(0, 10)
                + "\\n"
                + parts[2].substring(10)),
        invalid("a letter too many in the signature", parts[0] + "." + parts[1] + ".!" + parts[2]));
  }

  private static List<Attack> shapes() {
    var good = good();
    var nested = token("{\"alg\":\"HS256\",\"cty\":\"JWT\"}", "\"" + good + "\"", KNOWS_THE_SECRET);
    var bare =
        Forge.signed(
            base64("{\"alg\":\"HS256\",\"cty\":\"JWT\"}") + "." + base64(good), KNOWS_THE_SECRET);
    return List.of(
        invalid("a trailing dot", good + "."),
        invalid("a leading dot", "." + good),
        invalid("two tokens", good + "." + good),
        invalid("two tokens with a space", good + " " + good),
        invalid("two tokens with a comma", good + "," + good),
        invalid("a space inside", good.replaceFirst("\\.", " .")),
        invalid("a zero-width space", good.replaceFirst("\\.", ".\u200b")),
        invalid("a full-width dot", good.replace('.', '\uFF0E')),
        invalid("full-width letters", good.replace('e', '\uFF45')),
        invalid("Kelvin for K", good + "\u212A"),
        new Attack("a lone surrogate", "\\ud800", "No token provided"),
        invalid("NUL behind it", good + "\\u0000x"),
        invalid("percent-encoded", good.replace(".", "%2E")),
        invalid("in quotes", "\\\"" + good + "\\\""),
        invalid("Bearer twice", "Bearer Bearer " + good),
        invalid("Basic", "Basic " + good),
        invalid("a token in a token", nested),
        invalid("a token in a token, bare", bare),
        invalid("encrypted", base64("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + "..AAAA.AAAA.AAAA"),
        invalid("encrypted, in JSON", "{\\\"ciphertext\\\":\\\"AAAA\\\"}"),
        invalid("signed, in JSON", "{\\\"payload\\\":\\\"AAAA\\\",\\\"signatures\\\":[]}"),
        invalid(
            "9 KB", token(HS256, claims(",\"x\":\"" + "x".repeat(9_000) + "\""), KNOWS_THE_SECRET)),
        invalid(
            "1 MB",
            token(HS256, claims(",\"x\":\"" + "x".repeat(740_000) + "\""), KNOWS_THE_SECRET)),
        invalid("a file's name", "../../../etc/passwd"),
        invalid("a link", "http://127.0.0.1/token"),
        invalid("undefined", "undefined"),
        invalid("null", "null"),
        invalid("an object", "[object Object]"),
        invalid("dots", ".."),
        invalid(
            "not UTF-8",
            Forge.signed(
                base64(HS256) + "." + base64(new byte[] {'{', (byte) 0xff, '}'}),
                KNOWS_THE_SECRET)));
  }

  private static List<Attack> times() {
    var attacks = new ArrayList<Attack>();
    attacks.add(expired("exp past", dated("\"exp\":" + (now() - 6))));
    attacks.add(expired("exp 0", dated("\"exp\":0")));
    attacks.add(expired("exp negative", dated("\"exp\":-1")));
    attacks.add(expired("exp long past", dated("\"exp\":-99999999999")));
    for (var exp :
        List.of(
            "\"9999999999\"",
            "\"soon\"",
            "null",
            "true",
            "[]",
            "{}",
            "[9999999999]",
            "1e309",
            "-1e309",
            "1e19",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "9223372036854776",
            "NaN",
            "Infinity",
            "0x7fffffff")) {
      attacks.add(invalid("exp " + exp, dated("\"exp\":" + exp)));
    }
    attacks.add(invalid("exp twice", dated("\"exp\":1,\"exp\":" + (now() + 60))));
    attacks.add(invalid("nbf to come", claimed(",\"nbf\":" + (now() + 600))));
    for (var nbf :
        List.of("\"0\"", "1e309", "9223372036854775807", "9223372036854776", "{}", "null")) {
      attacks.add(invalid("nbf " + nbf, claimed(",\"nbf\":" + nbf)));
    }
    attacks.add(invalid("iat " + "text", claimed(",\"iat\":\"now\"")));
    attacks.add(invalid("iat 1e309", claimed(",\"iat\":1e309")));
    return attacks;
  }

  private static List<Attack> users() {
    var attacks = new ArrayList<Attack>();
    for (var user :
        List.of(
            "\"type\":\"superadmin\"",
            "\"id\":{},\"type\":\"client\"",
            "\"id\":[\"u1\"],\"type\":\"client\"",
            "\"id\":\"\",\"type\":\"client\"",
            "\"id\":\" \",\"sub\":\"u1\",\"type\":\"client\"",
            "\"id\":true,\"type\":\"client\"",
            "\"id\":1.5,\"type\":\"client\"",
            "\"id\":1e400,\"type\":\"client\"",
            "\"id\":\"" + "x".repeat(129) + "\",\"type\":\"client\"",
            "\"id\":\"a\\u0000b\",\"type\":\"client\"",
            "\"id\":\"a\\r\\nb\",\"type\":\"client\"",
            "\"id\":\"\\ud800\",\"type\":\"client\"",
            "\"id\":\"a\\u2028b\",\"type\":\"client\"",
            "\"id\":\"u1\",\"id\":\"mallory\",\"type\":\"client\"",
            "\"id\":\"u1\",\"\\u0069d\":\"m\",\"type\":\"client\"",
            "\"id\":\"u1\",\"type\":\"client\",\"type\":\"superadmin\"",
            "\"id\":\"u1\"",
            "\"id\":\"u1\",\"type\":null",
            "\"id\":\"u1\",\"type\":[\"superadmin\"]",
            "\"id\":\"u1\",\"type\":\"root\"",
            "\"id\":\"u1\",\"type\":\"\u017Fuperadmin\"",
            "\"id\":\"u1\",\"type\":\"cl\u0131ent\"",
            "\"id\":\"u1\",\"role\":\"superadmin\"")) {
      var claims = "{\"iss\":\"desk\",\"aud\":\"chat\",\"exp\":" + (now() + 60) + "," + user + "}";
      attacks.add(
          invalid(
              "user " + user.substring(0, Math.min(50, user.length())),
              token(HS256, claims, KNOWS_THE_SECRET)));
    }
    for (var claims : List.of("[]", "null", "7", "\"x\"", "", "{", "{}{}", "{\"id\":\"u1\",}")) {
      attacks.add(invalid("claims " + claims, token(HS256, claims, KNOWS_THE_SECRET)));
    }
    return attacks;
  }

  /// Tokens of the same key that are for somebody or something else.
  private static List<Attack> purposes() {
    var attacks = new ArrayList<Attack>();
    for (var other :
        List.of(
            "\"iss\":\"other\",\"aud\":\"chat\"",
            "\"aud\":\"chat\"",
            "\"iss\":\"Desk\",\"aud\":\"chat\"",
            "\"iss\":[\"desk\"],\"aud\":\"chat\"",
            "\"iss\":\"desk\"",
            "\"iss\":\"desk\",\"aud\":\"web\"",
            "\"iss\":\"desk\",\"aud\":[]",
            "\"iss\":\"desk\",\"aud\":\"chat2\"",
            "\"iss\":\"desk\",\"aud\":\"CHAT\"",
            "\"iss\":\"desk\",\"aud\":[\"web\",\"cha\"]",
            "\"iss\":\"desk\",\"aud\":{\"chat\":1}",
            "\"iss\":\"desk\\u0000\",\"aud\":\"chat\"",
            "\"iss\":\"desk\",\"aud\":\"chat \"")) {
      var claims = "{\"id\":\"u1\",\"type\":\"client\",\"exp\":" + (now() + 60) + "," + other + "}";
      attacks.add(invalid("for " + other, token(HS256, claims, KNOWS_THE_SECRET)));
    }
    for (var typ :
        List.of(
            "\"logout+jwt\"",
            "\"refresh\"",
            "\"JWE\"",
            "\"secevent+jwt\"",
            "\"\"",
            "7",
            "null",
            "[\"JWT\"]")) {
      attacks.add(
          invalid(
              "typ " + typ,
              token("{\"alg\":\"HS256\",\"typ\":" + typ + "}", claims(""), KNOWS_THE_SECRET)));
    }
    return attacks;
  }

  private static String dated(String exp) {
    return token(
        HS256,
        "{\"id\":\"u1\",\"type\":\"client\",\"iss\":\"desk\",\"aud\":\"chat\"," + exp + "}",
        KNOWS_THE_SECRET);
  }

  private static String claimed(String more) {
    return token(HS256, claims(more), KNOWS_THE_SECRET);
  }

  private static String unsigned(String alg) {
    return base64(alg(alg)) + "." + base64(claims("")) + ".";
  }

  private static String alg(String name) {
    return "{\"alg\":\"" + name + "\"}";
  }

  private static String es256(Signer signer) {
    return token("{\"alg\":\"ES256\"}", claims(""), signer);
  }

  private static byte[] raw(BigInteger r, BigInteger s) {
    var signature = new byte[64];
    put(r, signature, 0);
    put(s, signature, 32);
    return signature;
  }

  private static void put(BigInteger number, byte[] into, int at) {
    for (var i = 0; i < 32; i++) {
      into[at + i] = number.shiftRight(8 * (31 - i)).byteValue();
    }
  }

  private static byte[] longer(String signature) {
    var bytes = Base64.getUrlDecoder().decode(signature);
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  /// The letter that decodes to the same bytes as the last one: a signature of 32 bytes leaves two
  /// bits over.
  private static char sibling(String good) {
    var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return letters.charAt(letters.indexOf(good.charAt(good.length() - 1)) + 1);
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
