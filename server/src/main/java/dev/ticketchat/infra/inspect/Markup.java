package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// Cuts XML into its tags without parsing it: each piece goes from one `<` to the next, in lower
/// case, with character references resolved. Nothing is kept but the piece at hand, and a piece
/// that grows too long is handed over in parts that overlap. A parser would hold what it is given
/// to hold: depth, names, comments, entities.
///
/// Bytes are taken as Latin-1 without NUL. So UTF-8, UTF-16 and the code pages of browsers all show
/// the ASCII that is looked for.
final class Markup {
  static final int MAX_PIECE = 64 * 1024;

  private static final int OVERLAP = 256;
  private static final int MAX_REFERENCE = 12;

  private final Pieces pieces;
  private final StringBuilder piece = new StringBuilder();
  private final StringBuilder reference = new StringBuilder();
  private boolean inReference;
  private boolean whole = true;

  /// Takes the pieces.
  @FunctionalInterface
  interface Pieces {

    /// The next piece.
    ///
    /// @param whole whether it is not a part of a longer one
    void piece(String text, boolean whole) throws IOException;
  }

  private Markup(Pieces pieces) {
    this.pieces = pieces;
  }

  static void read(Content xml, Pieces pieces) throws IOException {
    var markup = new Markup(pieces);
    for (int next = xml.read(); next >= 0; next = xml.read()) {
      if (next != 0) {
        markup.take((char) next);
      }
    }
    markup.endReference();
    markup.hand(true);
  }

  private void take(char next) throws IOException {
    if (inReference && (next == ';' || next <= ' ' || next == '<' || isTooLong())) {
      endReference();
      if (next == ';') {
        return;
      }
    }
    if (next == '&') {
      endReference();
      inReference = true;
    } else if (inReference) {
      reference.append(next);
    } else {
      if (next == '<') {
        hand(true);
      }
      append(next);
    }
  }

  private boolean isTooLong() {
    return reference.length() > MAX_REFERENCE;
  }

  /// Appends the character that a reference stands for; what is none as it was.
  private void endReference() throws IOException {
    if (inReference) {
      inReference = false;
      var text = reference.toString();
      reference.setLength(0);
      for (char each : resolve(text).toCharArray()) {
        append(each);
      }
    }
  }

  private static String resolve(String reference) {
    boolean hexadecimal = reference.startsWith("#x") || reference.startsWith("#X");
    try {
      if (!reference.startsWith("#")) {
        return "&" + reference;
      }
      int value =
          hexadecimal
              ? Integer.parseInt(reference.substring(2), 16)
              : Integer.parseInt(reference.substring(1));
      return value > 0 && value < 0x7F ? Character.toString(value) : "?";
    } catch (NumberFormatException _) {
      return "&" + reference;
    }
  }

  private void append(char next) throws IOException {
    piece.append(next >= 'A' && next <= 'Z' ? (char) (next + ('a' - 'A')) : next);
    if (piece.length() == MAX_PIECE) {
      hand(false);
    }
  }

  private void hand(boolean last) throws IOException {
    if (!piece.isEmpty()) {
      pieces.piece(piece.toString(), whole && last);
    }
    if (last) {
      piece.setLength(0);
    } else {
      piece.delete(0, piece.length() - OVERLAP);
    }
    whole = last;
  }
}
