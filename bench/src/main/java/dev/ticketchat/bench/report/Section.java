package dev.ticketchat.bench.report;

import java.util.ArrayList;
import java.util.List;

/// What one run found.
///
/// @param name that the run is called by
/// @param method how it was measured, in a few sentences
/// @param remarks what to know when reading it: failures, noise
public record Section(
    String name,
    String title,
    String method,
    List<Table> tables,
    List<Goal> goals,
    List<Picture> pictures,
    List<String> remarks) {

  public Section {
    tables = List.copyOf(tables);
    goals = List.copyOf(goals);
    pictures = List.copyOf(pictures);
    remarks = List.copyOf(remarks);
  }

  /// Without pictures, and with nothing to remark yet.
  public Section(String name, String title, String method, List<Table> tables, List<Goal> goals) {
    this(name, title, method, tables, goals, List.of(), List.of());
  }

  /// The same with pictures.
  public Section picturing(Picture... shown) {
    return new Section(name, title, method, tables, goals, List.of(shown), remarks);
  }

  /// The same with one more remark.
  public Section remarking(String remark) {
    var more = new ArrayList<>(remarks);
    more.add(remark);
    return new Section(name, title, method, tables, goals, pictures, more);
  }
}
