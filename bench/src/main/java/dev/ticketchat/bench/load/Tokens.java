package dev.ticketchat.bench.load;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The tokens of one event loop's users. Signed before the first of them connects, so that sign-ins
/// cost no cryptography here while they are measured. For one thread.
final class Tokens {
  private final Map<Member, byte[]> tokens = new HashMap<>();

  private Tokens() {}

  static Tokens sign(List<Room> rooms, LoadPlan plan, Instant now) {
    var identity = plan.identity();
    var signer = new TokenSigner(identity.secret());
    var signed = new Tokens();
    for (var room : rooms) {
      for (var member : room.members()) {
        int user = plan.crowd().userOf(member.index());
        var claims =
            identity.claimsOf(member.number()).fill(user, room.ticket(), member.number(), now);
        signed.tokens.put(member, signer.sign(claims));
      }
    }
    return signed;
  }

  /// A user's token. Used once, it is forgotten.
  byte[] take(Member member) {
    return Objects.requireNonNull(tokens.remove(member), "used before");
  }
}
