package dev.ticketchat.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DispositionTest {

  static Arguments[] names() {
    return new Arguments[] {
      named("photo.png", "photo.png", "photo.png"),
      named("two words.txt", "two words.txt", "two%20words.txt"),
      named("Übersicht.pdf", "_bersicht.pdf", "%C3%9Cbersicht.pdf"),
      named("报告.pdf", "__.pdf", "%E6%8A%A5%E5%91%8A.pdf"),
      named("שלום.png", "____.png", "%D7%A9%D7%9C%D7%95%D7%9D.png"),
      named("😀.png", "_.png", "%F0%9F%98%80.png"),
      named("👩\u200D💻.png", "___.png", "%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB.png"),
      named("a\"b.txt", "a_b.txt", "a%22b.txt"),
      named("a\"; filename=\"b.exe", "a_; filename=_b.exe", "a%22%3B%20filename%3D%22b.exe"),
      named("a\\b.txt", "a_b.txt", "a_b.txt"),
      named("a%2fb.txt", "a_2fb.txt", "a%252fb.txt"),
      named("it's (1)*.txt", "it's (1)*.txt", "it%27s%20%281%29%2A.txt"),
      named("a\r\nset-cookie: x.txt", "aset-cookie: x.txt", "aset-cookie%3A%20x.txt"),
      named("nul\0.png", "nul.png", "nul.png"),
      named("c1\u0085\u009f.png", "c1.png", "c1.png"),
      named("line\u2028.png", "line.png", "line.png"),
      named("photo\u202Egpj.exe", "photogpj.exe", "photogpj.exe"),
      named("\u2066x\u2069\u200E.png", "x.png", "x.png"),
      named("../../etc/passwd", ".._.._etc_passwd", ".._.._etc_passwd"),
      named("/etc/passwd", "_etc_passwd", "_etc_passwd"),
      named("C:\\x.txt", "C:_x.txt", "C%3A_x.txt"),
      named("half\uD83D.png", "half_.png", "half_.png"),
      named("  padded.txt  ", "padded.txt", "padded.txt"),
      named("", "file", "file"),
      named(" \r\n ", "file", "file"),
      named("..", "file", "file")
    };
  }

  private static Arguments named(String name, String ascii, String encoded) {
    return Arguments.of(name, ascii, encoded);
  }

  @ParameterizedTest
  @MethodSource("names")
  void namesAFileInAsciiAndInItsScript(String name, String ascii, String encoded) {
    assertThat(Disposition.of(true, name))
        .isEqualTo("inline; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded);
  }

  @Test
  void saysWhetherTheFileIsShownOrSaved() {
    assertThat(Disposition.of(true, "a")).startsWith("inline; ");
    assertThat(Disposition.of(false, "a")).startsWith("attachment; ");
  }

  @Test
  void isPrintableAsciiWhateverCharacterTheNameHas() {
    assertThat(IntStream.rangeClosed(0, 0x1_FFFF))
        .allSatisfy(c ->
            assertThat(Disposition.of(true, "x" + Character.toString(c)))
                .matches("inline; filename=\"[ -~&&[^\"\\\\%]]+\"; filename\\*=UTF-8''[!-~]+"));
  }

  @Test
  void losesNoLetterOfALongName() {
    var name = "語".repeat(255);

    var encoded = Disposition.of(false, name).split("''", 2)[1];

    assertThat(URLDecoder.decode(encoded, UTF_8)).isEqualTo(name);
  }
}
