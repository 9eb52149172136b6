package dev.ticketchat.bench.report;

import java.util.List;
import java.util.Optional;

/// Figures in rows, such as one per server, and columns, one per quantity.
///
/// @param about what all of it was measured at
/// @param corner what the rows are
public record Table(String about, String corner, List<Column> columns, List<Row> rows) {

  /// A quantity.
  ///
  /// @param title without the unit
  public record Column(String title, Unit unit) {
    String head() {
      return unit.symbol().isEmpty() || title.endsWith(unit.symbol())
          ? title
          : title + ", " + unit.symbol();
    }
  }

  /// What has it.
  ///
  /// @param cells one per column; empty where there is nothing to say
  public record Row(String label, List<Optional<Figure>> cells) {}
}
