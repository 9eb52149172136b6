package dev.ticketchat.chat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalNameTest {

  static Stream<Arguments> names() {
    return Stream.of(
        arguments("report.pdf", "report.pdf"),
        arguments("no extension", "no extension"),
        arguments("../../etc/passwd", "passwd"),
        arguments("..\\..\\windows\\system.ini", "system.ini"),
        arguments("C:\\fakepath\\photo.jpg", "photo.jpg"),
        arguments("a/b\\c.txt", "c.txt"),
        arguments("  spaced .txt \u00A0", "spaced .txt"),
        arguments("nul\u0000byte.png", "nulbyte.png"),
        arguments("a.png\r\nSet-Cookie: x", "a.pngSet-Cookie: x"),
        arguments("gpj\u202Eexe.txt", "gpjexe.txt"),
        arguments("\u2066a\u2069\u200F.txt\u061C", "a.txt"),
        arguments("\uFEFFa\u200Bb\u2028c\u2029.txt", "abc.txt"),
        arguments("half \uD83D.txt", "half .txt"),
        arguments("\uD83D\u202E\uDC4B.txt", "_.txt"),
        arguments("👋.txt", "👋.txt"),
        arguments("👩\u200D💻.txt", "👩\u200D💻.txt"),
        arguments("cafe\u0301.txt", "caf\u00E9.txt"),
        arguments("文件 отчёт ملف.pdf", "文件 отчёт ملف.pdf"),
        arguments(".htaccess", "_.htaccess"),
        arguments("...hidden", "_...hidden"),
        arguments("evil.exe. . .", "evil.exe"),
        arguments("CON", "_CON"),
        arguments("con.txt", "_con.txt"),
        arguments("Aux .tar.gz", "_Aux .tar.gz"),
        arguments("com1.log", "_com1.log"),
        arguments("LPT\u00B9", "_LPT\u00B9"),
        arguments("nul:stream", "_nul:stream"),
        arguments("conout$.x", "_conout$.x"),
        arguments("console.txt", "console.txt"),
        arguments("com10.txt", "com10.txt"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void makesANameSafeToShowAndToSaveUnder(String asSent, String clean) {
    assertThat(OriginalName.clean(asSent)).contains(clean);
  }

  @ParameterizedTest
  @MethodSource("names")
  void leavesAloneWhatItCleaned(String asSent, String clean) {
    assertThat(OriginalName.clean(clean)).contains(clean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "../..",
        "folder/",
        "a\\",
        ". . .",
        "\u0000",
        "\u202E",
        "\uD83D",
        "\u00A0\u3000",
        "\u200D",
        "x/\u0000/\u200B"
      })
  void seesThatNothingIsLeft(String asSent) {
    assertThat(OriginalName.clean(asSent)).isEmpty();
  }

  @Test
  void keepsTheExtensionOfALongName() {
    assertThat(OriginalName.clean("a".repeat(400) + ".pdf")).contains("a".repeat(251) + ".pdf");
    assertThat(OriginalName.clean("a".repeat(251) + ".pdf")).contains("a".repeat(251) + ".pdf");
  }

  @Test
  void cutsWhereThereIsNoExtensionWorthKeeping() {
    assertThat(OriginalName.clean("a".repeat(300))).contains("a".repeat(255));
    assertThat(OriginalName.clean("a." + "b".repeat(300))).contains("a." + "b".repeat(253));
  }

  @Test
  void neverCutsACharacterInHalf() {
    assertThat(OriginalName.clean("👋".repeat(200))).contains("👋".repeat(127));
    assertThat(OriginalName.clean("👋".repeat(200) + ".png")).contains("👋".repeat(125) + ".png");
  }

  @Test
  void takesNoLongerForATextMadeToTakeLong() {
    var spaces = " ".repeat(5_000_000);

    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          assertThat(OriginalName.clean("x" + spaces + "x")).isPresent();
          assertThat(OriginalName.clean("nul" + spaces + "x")).isPresent();
        });
  }
}
