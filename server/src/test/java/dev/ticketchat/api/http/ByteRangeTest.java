package dev.ticketchat.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-9, 0, 10",
    "bytes=0-99, 0, 10",
    "bytes=3-5, 3, 3",
    "bytes=9-9, 9, 1",
    "bytes=9-99999999999999999999, 9, 1",
    "bytes=0-, 0, 10",
    "bytes=9-, 9, 1",
    "bytes=-1, 9, 1",
    "bytes=-10, 0, 10",
    "bytes=-11, 0, 10",
    "bytes=-99999999999999999999, 0, 10",
    "BYTES=3-5, 3, 3",
    "bytes=003-005, 3, 3"
  })
  void isAPartOfTenBytes(String header, long from, long count) {
    assertThat(ByteRange.parse(List.of(header), 10)).isEqualTo(new ByteRange.Part(from, count));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=10-",
        "bytes=10-10",
        "bytes=11-20",
        "bytes=-0",
        "bytes=99999999999999999999-"
      })
  void isNothingThatTenBytesHave(String header) {
    assertThat(ByteRange.parse(List.of(header), 10)).isEqualTo(new ByteRange.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
  void isNothingThatAnEmptyFileHas(String header) {
    assertThat(ByteRange.parse(List.of(header), 0)).isEqualTo(new ByteRange.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-3",
        "bytes=a-b",
        "bytes=--1",
        "bytes=1",
        "bytes=0-1,3-4",
        "bytes=0-1, -1",
        "bytes=0x0-0x1",
        "bytes=+1-2",
        "bytes= 0-1",
        "bytes=٠-٣",
        "items=0-1",
        "0-1"
      })
  void isTheWholeWhereItIsNotUnderstood(String header) {
    assertThat(ByteRange.parse(List.of(header), 10)).isEqualTo(new ByteRange.Whole());
  }

  @Test
  void isTheWholeWithoutAHeaderOrWithSeveral() {
    assertThat(ByteRange.parse(List.of(), 10)).isEqualTo(new ByteRange.Whole());
    assertThat(ByteRange.parse(List.of("bytes=0-1", "bytes=0-1"), 10))
        .isEqualTo(new ByteRange.Whole());
  }
}
