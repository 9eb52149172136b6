package dev.ticketchat.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests to a server's API.
record Http(HttpClient client, URI server) implements AutoCloseable {

  /// An answer, its body as it came.
  record Answer(int status, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  static Http to(URI server) {
    return new Http(HttpClient.newHttpClient(), server);
  }

  Answer get(String path, String token) {
    return send("GET", path, "Bearer " + token, "");
  }

  Answer post(String path, String token) {
    return send("POST", path, "Bearer " + token, "");
  }

  /// @param authorization the header as it is
  Answer send(String method, String path, String authorization, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .header("authorization", authorization)
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
