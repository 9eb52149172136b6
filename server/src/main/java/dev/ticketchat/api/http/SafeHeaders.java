package dev.ticketchat.api.http;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// The headers of every answer that does not say otherwise, by which a browser does nothing with it
/// but what the page asked for: no guessing of types, no use as a page or a frame, none by other
/// sites, no copy kept, no address told on.
public final class SafeHeaders {
  private static final Map<String, String> ALWAYS =
      Map.of(
          "cache-control", "no-store",
          "content-security-policy",
              "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'",
          "cross-origin-resource-policy", "same-origin",
          "referrer-policy", "no-referrer",
          "x-content-type-options", "nosniff");

  private static final String ONLY_TLS_FOR_A_YEAR = "max-age=31536000; includeSubDomains";

  private SafeHeaders() {}

  /// Those for a server, names in lower case.
  ///
  /// @param url where browsers reach the server: if by HTTPS, then only so from now on
  public static Map<String, String> at(URI url) {
    if (!"https".equalsIgnoreCase(url.getScheme())) {
      return ALWAYS;
    }
    var headers = new HashMap<>(ALWAYS);
    headers.put("strict-transport-security", ONLY_TLS_FOR_A_YEAR);
    return Map.copyOf(headers);
  }
}
