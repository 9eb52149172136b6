package dev.ticketchat.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PER_SECOND   | 12345.6  | 12,346/s",
        "MICROSECONDS | 99.96    | 100 µs",
        "MICROSECONDS | 38.24    | 38.2 µs",
        "MILLISECONDS | 9.996    | 10.0 ms",
        "MILLISECONDS | 1.5      | 1.50 ms",
        "MILLISECONDS | 0.234    | 0.23 ms",
        "MILLISECONDS | 0.00234  | 0.0023 ms",
        "COUNT        | 0        | 0",
        "RATIO        | 10       | 10x",
        "RATIO        | 12.34    | 12.3x",
        "RATIO        | 0.125    | 1/8",
        "RATIO        | 0.1075   | 1/9.30",
        "RATIO        | 1        | 1x"
      })
  void printsThreeDigitsThatSaySomething(Unit unit, double value, String printed) {
    assertThat(unit.print(value)).isEqualTo(printed);
  }
}
