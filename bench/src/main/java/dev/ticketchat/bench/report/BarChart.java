package dev.ticketchat.bench.report;

import java.util.List;

/// Bars that lie, one per server, in panels side by side that have the same servers. A thin line
/// over a bar's end goes from the lowest round to the highest.
///
/// @param title what is measured, and which way is good
public record BarChart(String title, List<Panel> panels) {
  private static final int WIDTH = 800;
  private static final int MARGIN = 20;
  private static final int OF_A_LETTER = 7;
  private static final int VALUES = 64;
  private static final int TOP = 74;
  private static final int STEP = 28;
  private static final int THICKNESS = 18;

  /// One group of bars.
  ///
  /// @param title what was measured at
  public record Panel(String title, Unit unit, List<Bar> bars) {}

  public record Bar(String label, Figure figure, Tone tone) {}

  public Picture picture(String name) {
    var first = panels.getFirst().bars();
    var drawing = new Drawing(WIDTH, TOP + first.size() * STEP + MARGIN / 2, title);
    drawing.text(MARGIN, 30, "title", title);
    drawing.text(WIDTH - MARGIN, 30, "quiet end", "thin lines: lowest to highest round");
    for (var i = 0; i < first.size(); i++) {
      var style = first.get(i).tone() == Tone.OURS ? "end head" : "end";
      drawing.text(left() - 12, baseline(i), style, first.get(i).label());
    }
    for (var i = 0; i < panels.size(); i++) {
      draw(drawing, panels.get(i), left() + i * panelWidth());
    }
    return new Picture(name, title, drawing.svg());
  }

  private void draw(Drawing drawing, Panel panel, double left) {
    drawing.text(left, 56, "quiet", panel.title());
    var highest = panel.bars().stream().mapToDouble(bar -> bar.figure().highest()).max().orElse(1);
    var scale = (panelWidth() - VALUES) / highest;
    for (var i = 0; i < panel.bars().size(); i++) {
      draw(drawing, panel.bars().get(i), panel.unit(), left, i, scale);
    }
  }

  private static void draw(
      Drawing drawing, Bar bar, Unit unit, double left, int row, double scale) {
    var figure = bar.figure();
    var top = TOP + row * (double) STEP;
    var middle = top + THICKNESS / 2.0;
    drawing.rect(
        left, top, Math.max(1, figure.median() * scale), THICKNESS, "mark " + bar.tone().style());
    drawing.line(
        left + figure.lowest() * scale, middle, left + figure.highest() * scale, middle, "range");
    drawing.text(
        left + figure.highest() * scale + 6,
        baseline(row),
        bar.tone() == Tone.OURS ? "head" : "",
        unit.plain(figure.median()));
  }

  private static double baseline(int row) {
    return TOP + row * (double) STEP + THICKNESS - 5;
  }

  /// Where the bars begin: behind the longest name.
  private double left() {
    var longest =
        panels.getFirst().bars().stream().mapToInt(bar -> bar.label().length()).max().orElse(0);
    return MARGIN + (longest + 1) * (double) OF_A_LETTER;
  }

  private double panelWidth() {
    return (WIDTH - MARGIN - left()) / panels.size();
  }
}
