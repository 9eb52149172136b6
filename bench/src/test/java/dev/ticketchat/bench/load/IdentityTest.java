package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityTest {

  @Test
  void fillsATemplate() {
    var template = new Template("u<N> t<T> m<M> <IAT> <EXP> <X>");

    assertThat(template.fill(7, 3, 1, Instant.ofEpochSecond(1_000)))
        .isEqualTo("u7 t3 m1 1000 87400 <X>");
  }

  /// Made with OpenSSL.
  @Test
  void signsAToken() {
    var token = new String(new TokenSigner("secret").sign("{\"id\":\"u1\"}"), US_ASCII);

    assertThat(token)
        .isEqualTo(
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpZCI6InUxIn0.scU6ePzMjicpUkvXsbdi-bqam_sRyyQDaQwNI2GZcv4");
  }

  @Test
  void namesTickets() {
    assertThat(TicketName.of("desk-<T>.x").name(12)).isEqualTo("desk-12.x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "", "<T>\"", "<T>\\", "<T> "})
  void refusesAFormatThatMakesNoIds(String format) {
    assertThatExceptionOfType(BadOption.class).isThrownBy(() -> TicketName.of(format));
  }
}
