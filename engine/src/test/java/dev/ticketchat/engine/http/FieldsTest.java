package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FieldsTest {

  @Test
  void findsHeadersByTheirNamesInLowerCase() {
    var headers = new DefaultHttpHeaders().add("X-One", "1").add("Accept", "a").add("x-one", "2");

    var fields = Fields.of(headers);

    assertThat(fields.get("x-one")).containsExactly("1", "2");
    assertThat(fields.get("accept")).containsExactly("a");
    assertThat(fields.get("X-One")).isNull();
    assertThat(fields).hasSize(2).containsKey("accept").doesNotContainKey("one");
  }

  @Test
  void keepsAnyTextOfAnyLengthInTheOrderItCame() {
    var parameters = new LinkedHashMap<String, List<String>>();
    parameters.put("", List.of(""));
    parameters.put(
        "é€😀", List.of("x".repeat(255), "y".repeat(256), "\u0000\n" + "z".repeat(8_000)));
    parameters.put("a", List.of("\u0001a"));

    var fields = Fields.of(parameters);

    assertThat(fields).isEqualTo(parameters);
    assertThat(fields.keySet()).containsExactly("", "é€😀", "a");
    parameters.forEach((name, values) -> assertThat(fields.get(name)).isEqualTo(values));
  }

  @Test
  void mayBeEmpty() {
    assertThat(Fields.of(Map.of())).isEmpty();
  }
}
