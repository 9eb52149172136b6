package dev.ticketchat.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes sections as Markdown whose tables are aligned, so that they read well in a terminal too.
public final class Markdown {

  private Markdown() {}

  public static String section(Section section) {
    var parts = new ArrayList<String>();
    parts.add("## %s (`bench/run %s`)".formatted(section.title(), section.name()));
    parts.add(section.method());
    section.tables().forEach(table -> parts.add(table.about() + "\n\n" + table(table)));
    if (!section.goals().isEmpty()) {
      parts.add(goals(section.goals()));
    }
    for (var picture : section.pictures()) {
      parts.add("![%s](%s.svg)".formatted(picture.says(), picture.name()));
    }
    section.remarks().forEach(remark -> parts.add("Note: " + remark));
    return String.join("\n\n", parts) + "\n";
  }

  public static String goals(List<Goal> goals) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("goal", "needed", "measured", "met"));
    for (var goal : goals) {
      rows.add(
          List.of(
              goal.what(),
              goal.bound().print(goal.unit()),
              figure(goal.measured(), goal.unit()),
              goal.verdict()));
    }
    return grid(rows);
  }

  static String table(Table table) {
    var rows = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of(table.corner()));
    table.columns().forEach(column -> head.add(column.head()));
    rows.add(head);
    table.rows().forEach(row -> rows.add(cells(row, table.columns())));
    return grid(rows);
  }

  private static List<String> cells(Table.Row row, List<Table.Column> columns) {
    var cells = new ArrayList<>(List.of(row.label()));
    for (var i = 0; i < columns.size(); i++) {
      cells.add(cell(row.cells().get(i), columns.get(i).unit()));
    }
    return cells;
  }

  private static String cell(Optional<Figure> figure, Unit unit) {
    return figure.map(f -> unit.plain(f.median()) + range(f, unit)).orElse("");
  }

  private static String figure(Figure figure, Unit unit) {
    return unit.print(figure.median()) + range(figure, unit);
  }

  private static String range(Figure figure, Unit unit) {
    return figure.rounds().size() == 1
        ? ""
        : " (%s–%s)".formatted(unit.plain(figure.lowest()), unit.plain(figure.highest()));
  }

  /// @param rows the head first; the first column is words, the others are numbers
  private static String grid(List<List<String>> rows) {
    var widths =
        IntStream.range(0, rows.getFirst().size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    var lines = new ArrayList<String>();
    rows.forEach(row -> lines.add(line(row, widths)));
    lines.add(1, rule(widths));
    return String.join("\n", lines);
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> ("%" + (i == 0 ? "-" : "") + widths[i] + "s").formatted(row.get(i)))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String rule(int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> i == 0 ? "-".repeat(widths[i]) : "-".repeat(widths[i] - 1) + ":")
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
