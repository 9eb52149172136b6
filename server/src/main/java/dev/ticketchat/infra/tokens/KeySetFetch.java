package dev.ticketchat.infra.tokens;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.ticketchat.infra.OutageLog;
import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Fetches a key set, all of it within a time limit and 256 KiB, from the address that was
/// configured and no other: a redirect is a failure. Safe from any thread.
final class KeySetFetch implements JWKSetSource<SecurityContext> {
  private static final int MAX_BYTES = 256 * 1024;

  private final OutageLog outage = new OutageLog("tokens: fetching the key set");
  private final HttpRequest request;
  private final Duration timeLimit;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private volatile boolean lastOneWorked;

  /// @throws Unusable when nothing can be fetched from such a URL
  KeySetFetch(URI url, Duration timeLimit) {
    this.timeLimit = timeLimit;
    try {
      request = HttpRequest.newBuilder(url).build();
    } catch (IllegalArgumentException e) {
      throw new Unusable("The key set's URL " + url + " cannot be used.", e);
    }
  }

  boolean lastOneWorked() {
    return lastOneWorked;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
      throws JWKSetUnavailableException {
    try {
      var set = fetch();
      lastOneWorked = true;
      outage.worked();
      return set;
    } catch (IOException | ParseException e) {
      lastOneWorked = false;
      outage.failed(e);
      throw new JWKSetUnavailableException("no key set", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private JWKSet fetch() throws IOException, ParseException {
    var response = send();
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return JWKSet.parse(new String(response.body(), StandardCharsets.UTF_8));
  }

  /// The client's own time limit ends with the head of the answer; this one holds to its end.
  private HttpResponse<byte[]> send() throws IOException {
    var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES);
    var answer = client.sendAsync(request, body);
    try {
      return answer.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no whole answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }
}
