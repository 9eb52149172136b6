package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseTest {

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nset-cookie: x", "a\nb", "\u0000", "€"})
  void refusesAHeaderThatWouldBreakOut(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Response.text(200, "ok").with("x-name", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Upper", "a b", "a:b", "a\r\nb"})
  void refusesANameThatIsNone(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Response.text(200, "ok").with(name, "value"));
  }

  @Test
  void replacesAHeaderOfTheSameName() {
    assertThat(Response.text(200, "ok").with("content-type", "text/html").headers())
        .containsEntry("content-type", "text/html")
        .hasSize(1);
  }
}
