package dev.ticketchat.infra.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClamdAnswerTest {

  @Test
  void knowsTheAnswersToAStream() {
    assertThat(ClamdAnswer.parse("stream: OK")).isEqualTo(new ClamdAnswer.Clean());
    assertThat(ClamdAnswer.parse("stream: Win.Test.EICAR_HDB-1 FOUND"))
        .isEqualTo(new ClamdAnswer.Found("Win.Test.EICAR_HDB-1"));
    assertThat(ClamdAnswer.parse("stream: two words FOUND"))
        .isEqualTo(new ClamdAnswer.Found("two words"));
    assertThat(ClamdAnswer.parse("INSTREAM size limit exceeded. ERROR"))
        .isEqualTo(new ClamdAnswer.TooLong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "stream:OK",
        "stream: ok",
        "stream: OK ",
        " stream: OK",
        "stream: OK\n",
        "stream: OK\0",
        "stream: OK\0stream: OK",
        "stream2: OK",
        "other: OK",
        "stream: FOUND",
        "stream:  FOUND",
        "stream: \tname FOUND",
        "stream: n\u00e4me FOUND",
        "stream: name FOUND\n",
        "stream: name found",
        "stream: Can't allocate memory ERROR",
        "INSTREAM size limit exceeded.",
        "COMMAND READ TIMED OUT"
      })
  void takesNothingElseForOne(String text) {
    assertThat(ClamdAnswer.parse(text)).isInstanceOf(ClamdAnswer.Other.class);
  }

  @Test
  void showsOnlyWhatCanBePrinted() {
    assertThat(ClamdAnswer.parse("evil\r\n\u001b[2Jline\u202e"))
        .isEqualTo(new ClamdAnswer.Other("evil???[2Jline?"));
  }

  @Test
  void callsNoDamagedAnswerClean() {
    var random = new Random(3);
    for (var i = 0; i < 10_000; i++) {
      var text = new StringBuilder("stream: OK");
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      var damaged = text.toString();

      assertThat(ClamdAnswer.parse(damaged) instanceof ClamdAnswer.Clean)
          .isEqualTo(damaged.equals("stream: OK"));
    }
  }
}
