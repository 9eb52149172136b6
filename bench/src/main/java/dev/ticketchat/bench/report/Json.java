package dev.ticketchat.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/// Writes a report for programs: every figure with all of its rounds, in the unit that is named.
final class Json {

  private Json() {}

  static String print(Report report) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("when", report.when());
    fields.put("command", report.command());
    fields.put("machine", report.machine());
    fields.put("runs", report.sections().stream().map(Json::run).toList());
    fields.put("loads", report.loads());
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n";
  }

  private static SequencedMap<String, Object> run(Section section) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", section.name());
    fields.put("goals", section.goals().stream().map(Json::goal).toList());
    fields.put("figures", section.tables().stream().flatMap(t -> rows(t).stream()).toList());
    fields.put("remarks", section.remarks());
    return fields;
  }

  private static SequencedMap<String, Object> goal(Goal goal) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("what", goal.what());
    fields.put(goal.bound() instanceof Bound.AtMost ? "atMost" : "atLeast", goal.bound().value());
    fields.put("met", goal.met());
    fields.putAll(figure(goal.measured(), goal.unit()));
    return fields;
  }

  private static List<Map<String, Object>> rows(Table table) {
    return table.rows().stream().map(row -> row(table, row)).toList();
  }

  private static Map<String, Object> row(Table table, Table.Row row) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("about", table.about());
    fields.put(table.corner(), row.label());
    for (var i = 0; i < row.cells().size(); i++) {
      var column = table.columns().get(i);
      row.cells()
          .get(i)
          .ifPresent(figure -> fields.put(column.title(), figure(figure, column.unit())));
    }
    return fields;
  }

  private static SequencedMap<String, Object> figure(Figure figure, Unit unit) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("unit", unit == Unit.RATIO ? "ratio" : unit.symbol());
    fields.put("median", figure.median());
    fields.put("rounds", figure.rounds());
    return fields;
  }
}
