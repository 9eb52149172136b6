package dev.ticketchat.bench.report;

import static java.util.Comparator.comparingDouble;

import dev.ticketchat.bench.report.Drawing.Spot;
import java.util.List;
import java.util.Locale;

/// Lines over a quantity that was varied, in panels side by side that have the same axes. Each line
/// has its name at its end, in the last panel.
///
/// @param title what is measured, and which way is good
/// @param across what was varied, with its unit
/// @param up what was measured, with its unit
public record LineChart(
    String title, String across, Scale x, String up, Scale y, List<Panel> panels) {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 340;
  private static final int MARGIN = 20;
  private static final int LEFT = 64;
  private static final int TOP = 84;
  private static final int PANEL_TITLES = 20;
  private static final int BOTTOM = 52;
  private static final int OF_A_LETTER = 7;
  private static final int GAP = 44;
  private static final int LEAST_BETWEEN_NAMES = 16;

  /// One group of lines.
  ///
  /// @param title empty where there is only one panel
  public record Panel(String title, List<Line> lines) {}

  /// One server's points, from left to right.
  public record Line(String name, Tone tone, List<Point> points) {}

  public record Point(double x, double y) {}

  public Picture picture(String name) {
    var drawing = new Drawing(WIDTH, HEIGHT, title);
    drawing.text(MARGIN, 30, "title", title);
    drawing.text(MARGIN, 56, "quiet", up);
    for (var i = 0; i < panels.size(); i++) {
      var left = LEFT + i * (panelWidth() + GAP);
      drawGrid(drawing, panels.get(i), left, i == 0);
      panels.get(i).lines().forEach(line -> draw(drawing, line, left));
    }
    drawNames(drawing, panels.getLast().lines());
    drawing.text(LEFT + allPanels() / 2, HEIGHT - 12, "quiet middle", across);
    return new Picture(name, title, drawing.svg());
  }

  private void drawGrid(Drawing drawing, Panel panel, double left, boolean first) {
    drawing.text(left, top() - 14, "head", panel.title());
    for (var mark : y.marks()) {
      var height = vertical(mark);
      drawing.line(left, height, left + panelWidth(), height, "rule");
      if (first) {
        drawing.text(left - 8, height + 4, "quiet end", label(mark));
      }
    }
    for (var mark : x.marks()) {
      drawing.text(horizontal(mark, left), HEIGHT - BOTTOM + 18, "quiet middle", label(mark));
    }
  }

  private void draw(Drawing drawing, Line line, double left) {
    var spots =
        line.points().stream()
            .map(p -> new Spot(horizontal(p.x(), left), vertical(p.y())))
            .toList();
    drawing.path(spots, "mark line " + line.tone().style());
    spots.forEach(spot -> drawing.dot(spot.x(), spot.y(), "mark " + line.tone().style()));
  }

  /// Behind the last panel, as high as the lines end, and pushed apart where they would touch.
  private void drawNames(Drawing drawing, List<Line> lines) {
    var free = (double) top();
    var fromTop = lines.stream().sorted(comparingDouble(line -> -endOf(line).y())).toList();
    for (var line : fromTop) {
      var height = Math.max(free, vertical(endOf(line).y()) + 4);
      var strong = line.tone() == Tone.OURS ? " strong" : "";
      drawing.text(
          LEFT + allPanels() + 10, height, "mark " + line.tone().style() + strong, line.name());
      free = height + LEAST_BETWEEN_NAMES;
    }
  }

  private static Point endOf(Line line) {
    return line.points().getLast();
  }

  private int top() {
    return panels.getFirst().title().isEmpty() ? TOP : TOP + PANEL_TITLES;
  }

  private double horizontal(double value, double left) {
    return left + x.position(value) * panelWidth();
  }

  private double vertical(double value) {
    return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - BOTTOM - top());
  }

  private double panelWidth() {
    return (allPanels() - (panels.size() - 1) * GAP) / panels.size();
  }

  /// What the names leave.
  private double allPanels() {
    var longest =
        panels.getLast().lines().stream().mapToInt(line -> line.name().length()).max().orElse(0);
    return WIDTH - LEFT - MARGIN - 10 - longest * (double) OF_A_LETTER;
  }

  private static String label(double mark) {
    var digits = mark == Math.rint(mark) ? 0 : (int) Math.ceil(-Math.log10(mark));
    return String.format(Locale.ROOT, "%,." + Math.max(0, digits) + "f", mark);
  }
}
