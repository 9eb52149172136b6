package dev.ticketchat.engine.http;

/// The response headers by which a browser lets a page of another origin read an answer.
final class CrossOrigin {

  private CrossOrigin() {}

  static boolean applies(Cors cors) {
    return !(cors instanceof Cors.SameOrigin);
  }

  static Response decorate(Response response, Cors cors, Request request) {
    return switch (cors) {
      case Cors.SameOrigin _ -> response;
      case Cors.AnyOrigin _ -> response.with("access-control-allow-origin", "*");
      case Cors.Origins(var allowed) -> {
        var varying = varyByOrigin(response);
        yield request
            .header("origin")
            .filter(allowed::contains)
            .map(origin ->
                varying
                    .with("access-control-allow-origin", origin)
                    .with("access-control-allow-credentials", "true"))
            .orElse(varying);
      }
    };
  }

  private static Response varyByOrigin(Response response) {
    String others = response.headers().get("vary");
    return response.with("vary", others == null ? "Origin" : "Origin, " + others);
  }
}
