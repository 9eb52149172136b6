package dev.ticketchat.faults;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenSigner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Signs what a server takes that was started with this secret.
public record Tokens(String secret) {

  public Tokens() {
    this("a secret that only this test and its servers share");
  }

  public String client(String id) {
    return client(id, Duration.ofHours(3));
  }

  public String client(String id, Duration lifetime) {
    return sign(id, Role.CLIENT, lifetime);
  }

  public String superAdmin(String id) {
    return sign(id, Role.SUPER_ADMIN, Duration.ofHours(3));
  }

  private String sign(String id, Role role, Duration lifetime) {
    var who = new Principal(new UserId(id), "User " + id, "", role, Optional.empty());
    var key = new TokenKey.SharedSecret(new Secret(secret));
    return new TokenSigner(key, Optional.empty(), Optional.empty(), InstantSource.system())
        .sign(who, lifetime);
  }
}
