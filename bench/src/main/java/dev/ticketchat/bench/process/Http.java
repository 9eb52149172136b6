package dev.ticketchat.bench.process;

import java.net.http.HttpClient;

/// How servers are asked over HTTP.
final class Http {

  private Http() {}

  /// Does not offer an upgrade to HTTP/2, which Socket.IO's server for Node takes for one to
  /// WebSocket and leaves unanswered.
  static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }
}
