package dev.ticketchat.engine.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request, whole, with its body. Immutable.
///
/// @param method upper case
/// @param path decoded once, without the query
/// @param query decoded; names in the order they came
/// @param headers names in lower case
/// @param body empty where there was none
/// @param remote the client's address: the peer's, or the one that a trusted proxy speaks for
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Request(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    byte[] body,
    InetSocketAddress remote) {

  /// The first header of that name, given in lower case.
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /// The first query parameter of that name.
  public Optional<String> parameter(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  Request withBody(byte[] bytes) {
    return new Request(method, path, query, headers, bytes, remote);
  }
}
