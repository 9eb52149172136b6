package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.report.Figure;
import dev.ticketchat.bench.report.Table;
import dev.ticketchat.bench.report.Table.Column;
import dev.ticketchat.bench.report.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// What some subjects, such as servers, did in the same rounds.
///
/// @param results of each subject, one per round
record Rounds<S, T>(SequencedMap<S, List<T>> results) {

  /// Takes one result of one subject.
  interface Measurement<S, T> {
    T take(S subject) throws InterruptedException;
  }

  /// Measures the subjects in turn, forwards and then backwards, so that none is always the first.
  static <S, T> Rounds<S, T> play(int rounds, List<S> subjects, Measurement<S, T> measurement)
      throws InterruptedException {
    var results = new LinkedHashMap<S, List<T>>();
    for (var round = 0; round < rounds; round++) {
      for (var subject : round % 2 == 0 ? subjects : subjects.reversed()) {
        results.computeIfAbsent(subject, _ -> new ArrayList<>()).add(measurement.take(subject));
      }
    }
    return new Rounds<>(results);
  }

  /// Without the first ones, in which all got warm.
  Rounds<S, T> without(int first) {
    var later = new LinkedHashMap<S, List<T>>();
    results.forEach((subject, of) -> later.put(subject, of.subList(first, of.size())));
    return new Rounds<>(later);
  }

  Figure figure(Measure<T> measure, S subject) {
    return new Figure(
        of(subject).stream().map(result -> measure.value().applyAsDouble(result)).toList());
  }

  Figure ratio(Measure<T> measure, S subject, S baseline) {
    return figure(measure, subject).over(figure(measure, baseline));
  }

  /// A row for each subject, a column for each measure.
  Table table(String about, Labels<S> labels, List<Measure<T>> measures) {
    return new Table(
        about,
        labels.corner(),
        measures.stream().map(Measure::column).toList(),
        rows(labels, subject -> measures.stream().map(m -> Optional.of(figure(m, subject)))));
  }

  /// The same, and beside each measure how it compares with that of one of the subjects.
  Table table(String about, Labels<S> labels, List<Measure<T>> measures, S baseline) {
    var ratio = new Column("of " + labels.of().apply(baseline), Unit.RATIO);
    return new Table(
        about,
        labels.corner(),
        measures.stream().flatMap(measure -> Stream.of(measure.column(), ratio)).toList(),
        rows(
            labels,
            subject ->
                measures.stream()
                    .flatMap(m ->
                        Stream.of(
                            Optional.of(figure(m, subject)),
                            Optional.of(baseline)
                                .filter(other -> !other.equals(subject))
                                .map(other -> ratio(m, subject, other))))));
  }

  /// How rows are called.
  ///
  /// @param corner what they are
  record Labels<S>(String corner, Function<S, String> of) {
    static final Labels<Peer> SERVERS = new Labels<>("server", Peer::title);
  }

  private List<Table.Row> rows(Labels<S> labels, Function<S, Stream<Optional<Figure>>> cells) {
    return results.sequencedKeySet().stream()
        .map(subject -> new Table.Row(labels.of().apply(subject), cells.apply(subject).toList()))
        .toList();
  }

  List<T> of(S subject) {
    return Optional.ofNullable(results.get(subject)).orElseThrow();
  }
}
