package dev.ticketchat.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.api.wire.PageFields;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.large.Lifted;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a request to the API says in its query, its headers and its body.
final class ApiRequestFuzzTest {
  private static final InetSocketAddress PEER = InetSocketAddress.createUnresolved("peer", 1);

  private final JsonMapper json = JsonMapper.shared();

  @FuzzTest
  void isUnderstoodOrRefused(byte[] input) {
    var text = new String(input, UTF_8);
    var request = request(text, input);

    assertThat(request.token())
        .satisfiesAnyOf(
            token -> assertThat(token).isEmpty(),
            token -> assertThat(text).containsSubsequence(token.orElseThrow()));
    assertThat(request.ticketId().value()).doesNotContain("/");
    readPage(request);
    assertThat(isObject(request)).isEqualTo(isJsonObject(input));
  }

  private ApiRequest request(String text, byte[] body) {
    var values = List.of(text);
    return new ApiRequest(
        new Request(
            "POST",
            "/api/tickets/" + text,
            Map.of("limit", values, "before", values, "offset", values),
            Map.of("authorization", values, "content-type", List.of("application/json")),
            body,
            PEER),
        Lifted.NOTHING,
        json);
  }

  private static void readPage(ApiRequest request) {
    try {
      assertThat(PageFields.limit(request.query())).isBetween(1, 100);
      assertThat(PageFields.offset(request.query())).isNotNegative();
    } catch (Refused refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    }
  }

  private static boolean isObject(ApiRequest request) {
    try {
      assertThat(request.object()).isNotNull();
      return true;
    } catch (Refused refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
      return false;
    }
  }

  private boolean isJsonObject(byte[] body) {
    try {
      return json.readTree(body).isObject();
    } catch (JacksonException _) {
      return false;
    }
  }
}
