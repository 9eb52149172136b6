package dev.ticketchat.infra.tokens;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.ticketchat.chat.Refused;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A key set behind a URL. Fetched when the first token comes, kept for five minutes, fetched again
/// for a `kid` that is not in it (twice in ten seconds at most), and for a day kept through an
/// outage of its host. The thread that needs it fetches it; others wait for that one.
final class RemoteKeySet implements TrustedKeys {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration KEPT_THROUGH_OUTAGE = Duration.ofDays(1);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
  private static final Duration FETCH = Duration.ofSeconds(5);
  private static final Duration WAIT_FOR_ANOTHERS_FETCH = Duration.ofSeconds(7);

  private final KeySetFetch fetch;
  private final JWKSource<SecurityContext> source;

  RemoteKeySet(URI url) {
    fetch = new KeySetFetch(url, FETCH);
    source =
        JWKSourceBuilder.create(fetch)
            .cache(KEPT.toMillis(), WAIT_FOR_ANOTHERS_FETCH.toMillis())
            .refreshAheadCache(false)
            .rateLimited(BETWEEN_FETCHES.toMillis())
            .outageTolerant(KEPT_THROUGH_OUTAGE.toMillis())
            .build();
  }

  @Override
  public List<JWSVerifier> candidates(JWSHeader header) {
    return matching(header).stream().map(KeyVerifiers::of).flatMap(Optional::stream).toList();
  }

  private List<JWK> matching(JWSHeader header) {
    var matcher = JWKMatcher.forJWSHeader(header);
    if (matcher == null) {
      return List.of();
    }
    try {
      var keys = source.get(new JWKSelector(matcher), null);
      return keys.isEmpty() ? none() : keys;
    } catch (RateLimitReachedException _) {
      return none();
    } catch (KeySourceException _) {
      throw Refused.unavailable();
    }
  }

  /// The set is as fresh as it may be, so a key that is not in it is unknown; unless its host is
  /// out, and may have new keys.
  private List<JWK> none() {
    if (fetch.lastOneWorked()) {
      return List.of();
    }
    throw Refused.unavailable();
  }
}
