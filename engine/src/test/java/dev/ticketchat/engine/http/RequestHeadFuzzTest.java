package dev.ticketchat.engine.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.engine.fuzz.Allocation;
import dev.ticketchat.engine.fuzz.Fuzzed;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Whatever a client says before anything is known of it.
final class RequestHeadFuzzTest {
  private static final InetSocketAddress PEER = InetSocketAddress.createUnresolved("peer", 1);

  @FuzzTest
  void isReadTheSameHoweverItIsCutAndNeverInTwoWays(byte[] input) {
    var request = Fuzzed.of(input);

    var seen = Allocation.boundedBy(request.bytes().length, () -> read(request.whole()));

    assertThat(read(request.cut())).isEqualTo(seen);
    assertThat(String.join("", seen).length()).isLessThan(1_000 + 20 * request.bytes().length);
  }

  /// Up to the first request that is refused, after which a connection is closed.
  private static List<String> read(List<byte[]> pieces) {
    var channel = new EmbeddedChannel(new HttpRequestDecoder(Port.limits()));
    try {
      pieces.forEach(piece -> channel.writeInbound(Unpooled.copiedBuffer(piece)));
      var seen = new ArrayList<String>();
      var body = new StringBuilder();
      for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
        try {
          if (part instanceof HttpRequest head) {
            seen.add(describe(head));
            if (seen.getLast().startsWith(REFUSED)) {
              return seen;
            }
          }
          if (part instanceof HttpContent content) {
            if (content.decoderResult().isFailure()) {
              seen.add("broken");
              return seen;
            }
            body.append(content.content().toString(ISO_8859_1));
          }
          if (part instanceof LastHttpContent) {
            seen.add("body " + body);
            body.setLength(0);
          }
        } finally {
          ReferenceCountUtil.release(part);
        }
      }
      return seen;
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static final String REFUSED = "refused ";

  private static String describe(HttpRequest parsed) {
    try {
      var head = RequestHead.of(parsed, PEER);
      assertSound(head);
      var request = head.request();
      return request.method()
          + " "
          + request.path()
          + request.query()
          + request.headers()
          + head.declaredLength()
          + head.keepAlive()
          + head.expectsContinue();
    } catch (BadRequestException e) {
      return REFUSED + e.response().status();
    }
  }

  private static void assertSound(RequestHead head) {
    var request = head.request();
    assertThat(request.path())
        .satisfiesAnyOf(
            path -> assertThat(path).startsWith("/"), path -> assertThat(path).isEqualTo("*"));
    assertThat(head.declaredLength()).isNotNegative();
    assertThat(
            request.headers().containsKey("transfer-encoding")
                && request.headers().containsKey("content-length"))
        .isFalse();
    assertThat(request.headers().getOrDefault("content-length", List.of()).size())
        .isLessThanOrEqualTo(1);
    assertLookupFindsAll(request.headers());
    assertLookupFindsAll(request.query());
    request
        .headers()
        .forEach((name, values) -> {
          assertThat(name).isEqualTo(name.toLowerCase(Locale.ROOT));
          assertThat(values)
              .allSatisfy(value -> assertThat(value).doesNotContain("\r", "\n", "\0"));
        });
  }

  private static void assertLookupFindsAll(Map<String, List<String>> fields) {
    fields.forEach((name, values) -> assertThat(fields.get(name)).isEqualTo(values));
  }
}
