package dev.ticketchat.engine.engineio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.engine.fuzz.Fuzzed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/// Whatever is said to be text.
final class Utf8FuzzTest {

  @FuzzTest
  void knowsTextAsTheJdkDoesHoweverItIsCut(byte[] input) {
    var fuzzed = Fuzzed.of(input);

    var valid = Utf8.isValid(fuzzed.bytes());

    assertThat(valid).isEqualTo(isValidForTheJdk(fuzzed.bytes()));
    assertThat(streams(fuzzed.whole())).isEqualTo(valid);
    assertThat(streams(fuzzed.cut())).isEqualTo(valid);
  }

  private static boolean streams(List<byte[]> pieces) {
    var stream = new Utf8.Stream();
    return pieces.stream().allMatch(stream::accepts) && stream.complete();
  }

  private static boolean isValidForTheJdk(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
