package dev.ticketchat.infra.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes a principal of a token's claims. An id must be as it should; of what people only read,
/// characters that do not show are dropped and what is too long is cut.
final class Claims {
  private static final List<String> ID_CLAIMS = List.of("id", "_id", "userId", "sub");
  private static final int MAX_ID = 128;
  private static final int MAX_TEXT = 256;

  /// Control characters, line breaks of any kind, and halves of surrogate pairs.
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private final JWTClaimsSet claims;

  private Claims(JWTClaimsSet claims) {
    this.claims = claims;
  }

  /// Empty when the claims make no user: without a usable id or without a known type.
  static Optional<Principal> principal(JWTClaimsSet claims) {
    var user = new Claims(claims);
    return user.id().flatMap(id -> user.role().map(role -> user.principal(id, role)));
  }

  private Principal principal(String id, Role role) {
    var email = text("email");
    var name = text("name").or(() -> email).orElse(id);
    return new Principal(new UserId(id), name, email.orElse(""), role, text("company"));
  }

  private Optional<String> id() {
    return ID_CLAIMS.stream()
        .map(claims::getClaim)
        .filter(Objects::nonNull)
        .findFirst()
        .flatMap(Claims::id);
  }

  /// A number counts where it is whole and exact.
  private static Optional<String> id(Object claim) {
    return switch (claim) {
      case String text when isId(text) -> Optional.of(text);
      case Long number -> Optional.of(number.toString());
      case Integer number -> Optional.of(number.toString());
      default -> Optional.empty();
    };
  }

  private static boolean isId(String text) {
    return !text.isBlank() && text.length() <= MAX_ID && !UNSEEN.matcher(text).find();
  }

  private Optional<Role> role() {
    if (!(claims.getClaim("type") instanceof String type)) {
      return Optional.empty();
    }
    return switch (type.toLowerCase(Locale.ROOT).replaceAll("[_-]", "")) {
      case "client" -> Optional.of(Role.CLIENT);
      case "superadmin", "admin" -> Optional.of(Role.SUPER_ADMIN);
      default -> Optional.empty();
    };
  }

  private Optional<String> text(String claim) {
    if (!(claims.getClaim(claim) instanceof String text)) {
      return Optional.empty();
    }
    var seen = UNSEEN.matcher(text).replaceAll("").strip();
    return Optional.of(cut(seen)).filter(it -> !it.isEmpty());
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MAX_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT));
  }
}
