package dev.ticketchat.infra.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenArchiveTest {
  private final byte[] zip =
      Bytes.join(Bytes.text("a picture"), Zips.of("a", Bytes.text("hello")), Bytes.zeros(5));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 20, 21, 22, 23, 64, 1000})
  void seesAnArchiveHoweverTheBytesCome(int atOnce) {
    var hidden = new HiddenArchive();

    feed(hidden, zip, zip.length, atOnce);

    assertThat(hidden.anywhere()).isTrue();
    assertThat(hidden.atTheEnd()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 21, 22, 1000})
  void seesThatAnArchiveEndsWhereTheFileEnds(int atOnce) {
    var hidden = new HiddenArchive();

    feed(hidden, zip, zip.length - 5, atOnce);

    assertThat(hidden.atTheEnd()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 1000})
  void seesOtherArchivesBehindSomething(int atOnce) {
    var hidden = new HiddenArchive();
    var bytes = Bytes.join(Bytes.text("a picture"), Bytes.padded(Bytes.hex("377ABCAF271C"), 40));

    feed(hidden, bytes, bytes.length, atOnce);

    assertThat(hidden.anywhere()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK\5\6", "Rar!", "no archive at all, and quite a long text about it"})
  void seesNoneWhereThereIsNone(String text) {
    var hidden = new HiddenArchive();
    var bytes = Bytes.padded(Bytes.text(text), 100);

    feed(hidden, bytes, bytes.length, 7);

    assertThat(hidden.anywhere()).isFalse();
    assertThat(hidden.atTheEnd()).isFalse();
  }

  private static void feed(HiddenArchive hidden, byte[] bytes, int length, int atOnce) {
    for (int from = 0; from < length; from += atOnce) {
      hidden.bytes(bytes, from, Math.min(atOnce, length - from));
    }
  }
}
