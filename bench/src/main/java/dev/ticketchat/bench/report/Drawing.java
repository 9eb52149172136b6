package dev.ticketchat.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// An SVG in the making: shapes in the order drawn. Its colours follow the reader's theme.
final class Drawing {
  private static final String STYLE =
      """
      svg { --paper: #ffffff; --ink: #1f2328; --quiet: #656d76; --rule: #d8dee4;
        --ours: #0b66d8; --node: #c2410c; --ease: #e39a5f; --floor: #8c959f; }
      @media (prefers-color-scheme: dark) {
        svg { --paper: #0d1117; --ink: #e6edf3; --quiet: #8d96a0; --rule: #30363d;
          --ours: #58a6ff; --node: #f0883e; --ease: #b0703f; --floor: #848d97; } }
      text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
        fill: var(--ink); }
      .paper { fill: var(--paper); }
      .title { font-size: 15px; font-weight: 600; }
      .head { font-weight: 600; }
      .quiet { fill: var(--quiet); }
      .end { text-anchor: end; }
      .middle { text-anchor: middle; }
      .rule { stroke: var(--rule); stroke-width: 1; }
      .range { stroke: var(--ink); stroke-width: 1; stroke-opacity: 0.55; }
      .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
      .ours { --tone: var(--ours); } .node { --tone: var(--node); }
      .node-at-ease { --tone: var(--ease); } .floor { --tone: var(--floor); }
      rect.mark, circle.mark, text.mark { fill: var(--tone); }
      path.mark { stroke: var(--tone); }
      text.strong { font-weight: 600; }
      """;

  private final int width;
  private final int height;
  private final String says;
  private final List<String> shapes = new ArrayList<>();

  /// @param says what one sees, for those who do not
  Drawing(int width, int height, String says) {
    this.width = width;
    this.height = height;
    this.says = says;
  }

  void text(double x, double y, String style, String text) {
    shapes.add(
        "<text x=\"%s\" y=\"%s\" class=\"%s\">%s</text>"
            .formatted(number(x), number(y), style, escape(text)));
  }

  void rect(double x, double y, double width, double height, String style) {
    shapes.add(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\" class=\"%s\"/>"
            .formatted(number(x), number(y), number(width), number(height), style));
  }

  void line(double x1, double y1, double x2, double y2, String style) {
    shapes.add(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>"
            .formatted(number(x1), number(y1), number(x2), number(y2), style));
  }

  void dot(double x, double y, String style) {
    shapes.add(
        "<circle cx=\"%s\" cy=\"%s\" r=\"3\" class=\"%s\"/>"
            .formatted(number(x), number(y), style));
  }

  void path(List<Spot> spots, String style) {
    var steps =
        spots.stream()
            .map(spot -> number(spot.x()) + " " + number(spot.y()))
            .collect(Collectors.joining(" L", "M", ""));
    shapes.add("<path d=\"%s\" class=\"%s\"/>".formatted(steps, style));
  }

  /// A place on the paper, from its upper left corner.
  record Spot(double x, double y) {}

  String svg() {
    var lines = new ArrayList<String>();
    lines.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">"
            .formatted(width, height, width, height));
    lines.add("<title>%s</title>".formatted(escape(says)));
    lines.add("<style>\n%s</style>".formatted(STYLE));
    lines.add("<rect width=\"100%\" height=\"100%\" rx=\"8\" class=\"paper\"/>");
    lines.addAll(shapes);
    lines.add("</svg>");
    return String.join("\n", lines) + "\n";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
