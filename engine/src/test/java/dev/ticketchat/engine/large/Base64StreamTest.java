package dev.ticketchat.engine.large;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64StreamTest {
  private final Random random = new Random(5);

  @Test
  void decodesTheSameBytesHoweverTheTextIsCut() throws InvalidBase64Exception {
    for (int round = 0; round < 2_000; round++) {
      var bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      var encoder = random.nextBoolean() ? Base64.getEncoder() : Base64.getMimeEncoder(8, CRLF);
      var text = (random.nextBoolean() ? encoder : encoder.withoutPadding()).encode(bytes);

      assertThat(decode(text, true)).isEqualTo(bytes);
    }
  }

  private static final byte[] CRLF = {'\r', '\n'};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AAAAA",
        "AA=",
        "=",
        "====",
        "AA==AAAA",
        "AA==A",
        "AA==AA",
        "AAA=AAA=",
        "AAA=A",
        "A A=",
        "AA\nA",
        "AA-_",
        "AAA\u00e9",
        "AA=A",
        "\0AAA"
      })
  void refusesWhatIsNoBase64HoweverItIsCut(String text) {
    for (int round = 0; round < 20; round++) {
      assertThatExceptionOfType(InvalidBase64Exception.class)
          .isThrownBy(() -> decode(text.getBytes(ISO_8859_1), false));
    }
  }

  private byte[] decode(byte[] text, boolean lineBreaks) throws InvalidBase64Exception {
    var stream = new Base64Stream(lineBreaks);
    var decoded = new ByteArrayOutputStream();
    for (int at = 0; at < text.length; ) {
      int end = Math.min(text.length, at + random.nextInt(9));
      decoded.writeBytes(stream.push(text, at, end));
      at = end;
    }
    decoded.writeBytes(stream.end());
    return decoded.toByteArray();
  }
}
