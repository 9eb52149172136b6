package dev.ticketchat.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ticketchat.chat.identity.Principal;
import java.util.Optional;

/// The signed-in user, as `authenticated` shows it.
public record UserJson(
    String id,
    String name,
    String email,
    String type,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> company) {

  public static UserJson of(Principal principal) {
    return new UserJson(
        principal.id().value(),
        principal.name(),
        principal.email(),
        principal.role().wire(),
        principal.company());
  }
}
