package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080", // NUL in two bytes
        "c1bf",
        "e09fbf",
        "f08fbfbf", // longer than need be
        "eda080", // a surrogate
        "f4908080", // past the last character
        "f5808080",
        "ff",
        "80",
        "61c3",
        "e282",
        "f09f98" // no or half a character
      })
  void refusesWhatIsNotWellFormed(String hex) {
    assertThat(Utf8.isValid(HexFormat.of().parseHex(hex))).isFalse();
  }

  @Test
  void takesEveryCharacter() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        assertThat(Utf8.isValid(Character.toString(c).getBytes(StandardCharsets.UTF_8))).isTrue();
      }
    }
  }

  @Test
  void agreesWithTheDecoderOfTheJdk() {
    var random = new Random(3);
    for (int round = 0; round < 50_000; round++) {
      var bytes = "some ascii ü€😀 text".repeat(2).getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);

      assertThat(Utf8.isValid(bytes)).isEqualTo(decodes(bytes));
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).hasRemaining();
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
