package dev.ticketchat.engine.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// The head of a request as it was parsed, and what it says of the body and the connection.
///
/// @param request with an empty body
/// @param declaredLength of the body; 0 where it is chunked
record RequestHead(
    Request request, long declaredLength, boolean keepAlive, boolean expectsContinue) {
  private static final int MAX_PARAMETERS = 100;
  private static final byte[] NO_BODY = {};

  static RequestHead of(HttpRequest head, InetSocketAddress remote) throws BadRequestException {
    checkSyntax(head);
    checkFraming(head);
    String expected = head.headers().get(HttpHeaderNames.EXPECT, "");
    if (!expected.isEmpty() && !expected.equalsIgnoreCase("100-continue")) {
      throw new BadRequestException(417, "Expectation Failed");
    }
    return new RequestHead(
        request(head, remote),
        HttpUtil.getContentLength(head, 0L),
        HttpUtil.isKeepAlive(head),
        !expected.isEmpty());
  }

  private static void checkSyntax(HttpRequest head) throws BadRequestException {
    if (head.decoderResult().isFailure()) {
      throw switch (head.decoderResult().cause()) {
        case TooLongHttpLineException _ -> new BadRequestException(414, "URI Too Long");
        case TooLongFrameException _ ->
            new BadRequestException(431, "Request Header Fields Too Large");
        default -> bad();
      };
    }
    if (head.protocolVersion().majorVersion() != 1) {
      throw new BadRequestException(505, "HTTP Version Not Supported");
    }
    if (isHttp11(head) && head.headers().getAll(HttpHeaderNames.HOST).size() != 1) {
      throw bad();
    }
  }

  /// Whoever stands between us and the client must agree on where a request ends.
  private static void checkFraming(HttpRequest head) throws BadRequestException {
    var codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return;
    }
    if (codings.size() != 1
        || !codings.getFirst().equalsIgnoreCase("chunked")
        || head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
        || !isHttp11(head)) {
      throw bad();
    }
  }

  private static Request request(HttpRequest head, InetSocketAddress remote)
      throws BadRequestException {
    try {
      var target =
          QueryStringDecoder.builder()
              .charset(StandardCharsets.UTF_8)
              .maxParams(MAX_PARAMETERS)
              .semicolonIsNormalChar(true)
              .build(originForm(head.uri()));
      return new Request(
          head.method().name(),
          target.path(),
          Fields.of(target.parameters()),
          Fields.of(head.headers()),
          NO_BODY,
          remote);
    } catch (IllegalArgumentException e) {
      throw bad(); // a percent sign that encodes nothing
    }
  }

  /// The path and query of a target, which may come with scheme and authority (RFC 9112, 3.2).
  private static String originForm(String target) throws BadRequestException {
    if (target.startsWith("/") || target.equals("*")) {
      return target;
    }
    int authority = target.indexOf("://");
    if (authority < 0) {
      throw bad();
    }
    int path = target.indexOf('/', authority + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  private static boolean isHttp11(HttpRequest head) {
    return head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
  }

  private static BadRequestException bad() {
    return new BadRequestException(400, "Bad Request");
  }
}
