package dev.ticketchat.infra.tokens;

import static dev.ticketchat.infra.tokens.TestTokens.SHARED;
import static dev.ticketchat.infra.tokens.TestTokens.claims;
import static dev.ticketchat.infra.tokens.TestTokens.signed;
import static dev.ticketchat.infra.tokens.TestTokens.signedRaw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How claims make a user, seen from outside: by tokens.
final class ClaimsTest {
  private static final String HEADER = "{\"alg\":\"HS256\"}";

  private final JwtVerifier verifier = TestTokens.verifier(SHARED);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':'a','_id':'b','userId':'c','sub':'d'} | a",
        "{'_id':'b','userId':'c','sub':'d'} | b",
        "{'userId':'c','sub':'d'} | c",
        "{'sub':'d'} | d",
        "{'id':null,'sub':'d'} | d",
        "{'id':42} | 42",
        "{'id':9007199254740993} | 9007199254740993",
        "{'id':-1} | -1",
        "{'id':' a b '} | ' a b '"
      })
  void takesTheFirstIdThatIsThere(String claims, String id) {
    assertThat(principal(claims).id().value()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'id':''}",
        "{'id':'  '}",
        "{'id':'','sub':'d'}",
        "{'id':1.5}",
        "{'id':123456789012345678901234567890}",
        "{'id':true}",
        "{'id':{'$oid':'x'}}",
        "{'id':['x']}",
        "{'id':'a\\u0000b'}",
        "{'id':'a\\nb'}",
        "{'id':'\\ud800'}"
      })
  void refusesTokensWithoutAUsableId(String claims) {
    refuses(claims);
  }

  @Test
  void takesIdsOfUpTo128Characters() {
    assertThat(principal("{'id':'" + "x".repeat(128) + "'}").id().value()).hasSize(128);
    refuses("{'id':'" + "x".repeat(129) + "'}");
  }

  @ParameterizedTest
  @CsvSource({
    "client, CLIENT",
    "Client, CLIENT",
    "CLIENT, CLIENT",
    "superadmin, SUPER_ADMIN",
    "SuperAdmin, SUPER_ADMIN",
    "super_admin, SUPER_ADMIN",
    "super-admin, SUPER_ADMIN",
    "SUPER_ADMIN, SUPER_ADMIN",
    "admin, SUPER_ADMIN",
    "Admin, SUPER_ADMIN"
  })
  void knowsTheTypes(String type, Role role) {
    assertThat(verifier.verify(signed(claims().claim("type", type))).principal().role())
        .isEqualTo(role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "user", "agent", "super admin", "clients", "cl\u0131ent"})
  void refusesTypesThatItDoesNotKnow(String type) {
    refuses(claims().claim("type", type));
  }

  @Test
  void refusesATokenWithoutATypeOrWithOneThatIsNoText() {
    refuses(claims().claim("type", null));
    refuses(claims().claim("type", 1));
  }

  @Test
  void fallsBackToEmailAndIdForAName() {
    var byEmail = claims().claim("name", null);
    var byId = claims().claim("name", " \t").claim("email", 7);

    assertThat(verifier.verify(signed(byEmail)).principal().name()).isEqualTo("uma@example.org");
    assertThat(verifier.verify(signed(byId)).principal().name()).isEqualTo("u1");
    assertThat(verifier.verify(signed(byId)).principal().email()).isEmpty();
  }

  @Test
  void dropsWhatDoesNotShowAndCutsWhatIsTooLong() {
    var who =
        principal(
            "{'id':'a','name':' U\\u0000m\\na\\ud83d\\udc4b\\udc4b\\u2028 ','company':'"
                + "\\ud83d\\udc4b".repeat(300)
                + "'}");

    assertThat(who.name()).isEqualTo("Uma\uD83D\uDC4B");
    assertThat(who.company()).contains("\uD83D\uDC4B".repeat(256));
  }

  @Test
  void hasNoCompanyWhereTheClaimIsBlank() {
    assertThat(verifier.verify(signed(claims().claim("company", " "))).principal().company())
        .isEmpty();
  }

  private Principal principal(String claims) {
    return verifier.verify(raw(claims)).principal();
  }

  private void refuses(String claims) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> verifier.verify(raw(claims)))
        .withMessage("Invalid token");
  }

  private void refuses(JWTClaimsSet.Builder claims) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> verifier.verify(signed(claims)))
        .withMessage("Invalid token");
  }

  /// A client's token with these claims, written with single quotes.
  private static String raw(String claims) {
    var body = claims.substring(1).replace('\'', '"');
    return signedRaw(HEADER, "{\"type\":\"client\"" + (body.equals("}") ? "" : ",") + body);
  }
}
