package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.report.Table.Column;
import dev.ticketchat.bench.report.Unit;
import java.util.function.ToDoubleFunction;

/// A quantity that every result of one kind has.
record Measure<T>(Column column, ToDoubleFunction<T> value) {
  static final Measure<LoadResult> MESSAGES =
      of("messages/s", Unit.PER_SECOND, LoadResult::messagesPerSecond);
  static final Measure<LoadResult> DELIVERIES =
      of("deliveries/s", Unit.PER_SECOND, LoadResult::deliveriesPerSecond);
  static final Measure<LoadResult> CONNECTS =
      of("sign-ins/s", Unit.PER_SECOND, LoadResult::connectsPerSecond);
  static final Measure<LoadResult> CPU =
      of("CPU per message", Unit.MICROSECONDS, LoadResult::cpuMicroseconds);
  static final Measure<LoadResult> CONNECT_CPU =
      of("CPU per sign-in", Unit.MICROSECONDS, LoadResult::connectCpuMicroseconds);
  static final Measure<LoadResult> MEDIAN = latency("median", "p50");
  static final Measure<LoadResult> P99 = latency("99%", "p99");
  static final Measure<LoadResult> P999 = latency("99.9%", "p999");

  static <T> Measure<T> of(String title, Unit unit, ToDoubleFunction<T> value) {
    return new Measure<>(new Column(title, unit), value);
  }

  private static Measure<LoadResult> latency(String title, String quantile) {
    return of(title, Unit.MILLISECONDS, result -> result.milliseconds(quantile));
  }

  String title() {
    return column.title();
  }
}
