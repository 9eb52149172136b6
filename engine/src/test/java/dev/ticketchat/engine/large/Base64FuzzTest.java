package dev.ticketchat.engine.large;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.engine.fuzz.Fuzzed;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;

/// Whatever is said to be base64.
final class Base64FuzzTest {
  private static final String REFUSED = "refused";

  @FuzzTest
  void decodesAsTheJdkDoesHoweverTheTextIsCut(byte[] input) {
    var fuzzed = Fuzzed.of(input);

    for (var lineBreaks : List.of(true, false)) {
      var expected = decodedByTheJdk(fuzzed.bytes(), lineBreaks);

      assertThat(decoded(fuzzed.whole(), lineBreaks)).isEqualTo(expected);
      assertThat(decoded(fuzzed.cut(), lineBreaks)).isEqualTo(expected);
    }
  }

  private static String decoded(List<byte[]> pieces, boolean lineBreaks) {
    var stream = new Base64Stream(lineBreaks);
    var decoded = new ByteArrayOutputStream();
    try {
      for (var piece : pieces) {
        decoded.writeBytes(stream.push(piece, 0, piece.length));
      }
      decoded.writeBytes(stream.end());
    } catch (InvalidBase64Exception _) {
      return REFUSED;
    }
    return "=" + decoded.toString(ISO_8859_1);
  }

  private static String decodedByTheJdk(byte[] text, boolean lineBreaks) {
    var digits = new String(text, ISO_8859_1);
    try {
      var decoded =
          Base64.getDecoder().decode(lineBreaks ? digits.replaceAll("[\r\n]", "") : digits);
      return "=" + new String(decoded, ISO_8859_1);
    } catch (IllegalArgumentException _) {
      return REFUSED;
    }
  }
}
