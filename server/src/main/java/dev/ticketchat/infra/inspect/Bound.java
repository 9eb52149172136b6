package dev.ticketchat.infra.inspect;

import java.util.Locale;

/// The bounds that stand in the table.
enum Bound {
  NESTING,
  ENTRIES,
  EXPANDED_BYTES,
  RATIO,
  PIXELS,
  SIDE,
  FRAMES;

  /// What the table calls it: `expanded-bytes`.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
