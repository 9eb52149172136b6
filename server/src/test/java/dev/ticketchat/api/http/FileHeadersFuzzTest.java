package dev.ticketchat.api.http;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.chat.files.FileName;
import java.net.URLDecoder;
import java.util.List;
import java.util.regex.Pattern;

/// Whatever a request for a file says in its `Range`, and whatever the file is called.
final class FileHeadersFuzzTest {
  private static final long SIZE = 1_000;
  private static final Pattern HEADER =
      Pattern.compile("attachment; filename=\"([ -!#-\\[\\]-~]+)\"; filename\\*=UTF-8''([ -~]+)");

  @FuzzTest
  void stayWithinTheFileAndWithinTheLine(byte[] input) {
    assertSound(new String(input, UTF_8));
    assertSound(new String(input, UTF_16BE)); // has halves of characters
  }

  private static void assertSound(String text) {
    assertWithin(ByteRange.parse(List.of(text), SIZE));
    assertThat(ByteRange.parse(List.of(text, text), SIZE)).isInstanceOf(ByteRange.Whole.class);
    assertOneLine(text);
    FileName.parse(text)
        .ifPresent(
            name -> assertThat(name.value()).doesNotContain("/", "\\", "..").isEqualTo(text));
  }

  private static void assertWithin(ByteRange range) {
    if (range instanceof ByteRange.Part(var from, var count)) {
      assertThat(from).isBetween(0L, SIZE - 1);
      assertThat(count).isBetween(1L, SIZE - from);
    }
  }

  private static void assertOneLine(String name) {
    var header = HEADER.matcher(Disposition.of(false, name));
    assertThat(header.matches()).as(header.toString()).isTrue();
    assertThat(URLDecoder.decode(header.group(2).replace("+", "%2B"), UTF_8))
        .isNotBlank()
        .doesNotContain("/", "\\", "\r", "\n", "\0", "\u202e");
  }
}
