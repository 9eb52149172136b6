package dev.ticketchat.infra.tokens;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.ticketchat.bench.micro.Sample;
import dev.ticketchat.chat.identity.VerifiedToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Verifying tokens (HS256) of a thousand users: where each was seen before, and where that was too
/// long ago. Beside what it measures, whose time only this package can set.
@State(Scope.Thread)
public class TokenVerifying {
  private static final int USERS = 1_000;
  private static final TokenKey.SharedSecret KEY =
      new TokenKey.SharedSecret(new Secret("bench-secret-bench-secret-bench-secret-32"));

  private final List<String> tokens = signed();
  private final AtomicLong time = new AtomicLong();
  private final JwtVerifier remembering = verifier(() -> 0);
  private final JwtVerifier forgetting =
      verifier(() -> time.addAndGet(Duration.ofHours(1).toNanos()));
  private int next;

  @Benchmark
  public VerifiedToken known() {
    return remembering.verify(token());
  }

  @Benchmark
  public VerifiedToken unknown() {
    return forgetting.verify(token());
  }

  private String token() {
    next = (next + 1) % USERS;
    return tokens.get(next);
  }

  private static JwtVerifier verifier(Ticker ticker) {
    var rules = new TokenRules(KEY, Optional.empty(), Optional.empty());
    return new JwtVerifier(rules, InstantSource.system(), ticker);
  }

  private static List<String> signed() {
    var signer = new TokenSigner(KEY, Optional.empty(), Optional.empty(), InstantSource.system());
    return IntStream.range(0, USERS)
        .mapToObj(i -> signer.sign(Sample.user(i), Duration.ofDays(1)))
        .toList();
  }
}
