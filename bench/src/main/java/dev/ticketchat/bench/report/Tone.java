package dev.ticketchat.bench.report;

import java.util.Locale;

/// What a mark of a chart stands for; [Drawing] has the colours.
public enum Tone {
  OURS,
  NODE,
  /// Node with less to do.
  NODE_AT_EASE,
  FLOOR;

  String style() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
