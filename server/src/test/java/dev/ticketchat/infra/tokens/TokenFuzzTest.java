package dev.ticketchat.infra.tokens;

import static dev.ticketchat.infra.tokens.TestTokens.SECRET;
import static dev.ticketchat.infra.tokens.TestTokens.SHARED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whatever is shown as a token, and whatever claims a good signature may stand under.
final class TokenFuzzTest {
  private static final Set<ErrorCode> CODES =
      Set.of(ErrorCode.UNAUTHENTICATED, ErrorCode.TOKEN_EXPIRED);
  private static final Set<String> WORDS =
      Set.of("Invalid token", "No token provided", "Token expired");
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_TEXT = 2 * 256;

  private final JwtVerifier verifier = TestTokens.verifier(SHARED);

  @FuzzTest
  void isRefusedInThreeWordsOrMakesASoundPrincipal(byte[] input) {
    var text = new String(input, UTF_8);

    assertThat(principal(text)).as("nobody signed it").isEmpty();
    principal(signed("{\"alg\":\"HS256\"}", text)).ifPresent(TokenFuzzTest::assertSound);
    principal(signed(text, "{\"id\":\"u1\",\"type\":\"client\"}"))
        .ifPresent(TokenFuzzTest::assertSound);
  }

  private Optional<Principal> principal(String token) {
    try {
      return Optional.of(verifier.verify(token).principal());
    } catch (Refused refused) {
      assertThat(refused.code()).isIn(CODES);
      assertThat(refused.getMessage()).isIn(WORDS);
      return Optional.empty();
    }
  }

  private static void assertSound(Principal user) {
    assertThat(user.id().value()).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_ID);
    for (var text : new String[] {user.name(), user.email(), user.company().orElse("")}) {
      assertThat(text).hasSizeLessThanOrEqualTo(LONGEST_TEXT).doesNotContain("\n", "\r", "\0");
      assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
    }
  }

  private static String signed(String header, String claims) {
    var content = base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.bytes(), "HmacSHA256"));
      return content + "." + base64(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
