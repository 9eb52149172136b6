package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// Follows PDF's syntax just far enough to know where streams begin: the word `stream` behind a
/// whole dictionary, and not in a string or a comment. Fed byte by byte.
final class PdfSyntax {
  private static final int LONGEST_WORD = 6;
  private static final String END_OF_STREAM = "endstream";
  private static final String OBJECT = "obj";

  /// How much of [#END_OF_STREAM] can be both an end of it and a beginning: `endstre` ends in `e`.
  private static final int AGAIN = 7;

  /// What a byte ended.
  enum Step {
    NOTHING,
    /// The word that begins or ends an object.
    OBJECT,
    /// The word `stream`: its bytes follow.
    STREAM
  }

  private enum Within {
    NOTHING,
    COMMENT,
    STRING,
    HEXADECIMAL
  }

  private final StringBuilder word = new StringBuilder();
  private Within within = Within.NOTHING;
  private int parentheses;
  private boolean escaped;
  private int dictionaries;
  private boolean behindDictionary;

  /// The delimiter just before, if it may be the first half of a double one.
  private int half = -1;

  Step feed(int next) {
    switch (within) {
      case NOTHING -> {
        return outside(next);
      }
      case COMMENT -> within = next == '\n' || next == '\r' ? Within.NOTHING : within;
      case STRING -> string(next);
      case HEXADECIMAL -> within = next == '>' ? Within.NOTHING : within;
    }
    return Step.NOTHING;
  }

  /// Reads up to the end of a stream, or to what looks like an object inside it.
  void passOverStream(Content pdf) throws IOException {
    var end = new EndOfStream();
    while (!end.found() && pdf.available() > 0) {
      pdf.consume(end.find(pdf, pdf.available()));
    }
  }

  /// Where a stream ends, fed in passages.
  private static final class EndOfStream {
    private int matched;
    private int object;

    boolean found() {
      return matched == END_OF_STREAM.length() || object == OBJECT.length() + 3;
    }

    /// Looks through so many bytes, and says how many it took: all, or those up to the end.
    int find(Content pdf, int count) {
      for (int at = 0; at < count; at++) {
        int next = pdf.peek(at);
        if (matched > 0 || object > 0 || mayBegin(next)) { // next to never
          feed(next);
          if (found()) {
            return at + 1;
          }
        }
      }
      return count;
    }

    private static boolean mayBegin(int next) {
      return next == END_OF_STREAM.charAt(0) || isDigit(next);
    }

    private void feed(int next) {
      if (next == END_OF_STREAM.charAt(matched)) {
        matched++;
      } else if (matched == AGAIN && next == 'n') {
        matched = 2;
      } else {
        matched = next == 'e' ? 1 : 0;
      }
      object = ofObject(object, next);
    }
  }

  /// How much of `7 obj ` has been seen: a digit, a blank, the word, and its end.
  private static int ofObject(int seen, int next) {
    if (seen >= 2 && seen < 2 + OBJECT.length() && next == OBJECT.charAt(seen - 2)) {
      return seen + 1;
    }
    boolean ends = PdfNames.isBlank(next) || PdfNames.isDelimiter(next);
    if (seen == 2 + OBJECT.length() && ends) {
      return seen + 1;
    }
    if (isDigit(next)) {
      return 1;
    }
    return (seen == 1 || seen == 2) && PdfNames.isBlank(next) ? 2 : 0;
  }

  private static boolean isDigit(int next) {
    return next >= '0' && next <= '9';
  }

  private Step outside(int next) {
    boolean hexadecimal = half == '<' && next != '<';
    if (hexadecimal && !PdfNames.isDelimiter(next)) {
      half = -1;
      within = Within.HEXADECIMAL;
      return Step.NOTHING;
    }
    if (!PdfNames.isBlank(next) && !PdfNames.isDelimiter(next)) {
      half = -1;
      word(next);
      return Step.NOTHING;
    }
    var step = endOfWord();
    delimiter(next, hexadecimal);
    return step;
  }

  private void word(int next) {
    if (word.length() <= LONGEST_WORD) {
      word.append((char) next);
    }
  }

  /// @param hexadecimal whether a `<` before began a string, which this ends
  private void delimiter(int next, boolean hexadecimal) {
    boolean whole = half == next && (next == '<' || next == '>');
    half = whole || hexadecimal ? -1 : next;
    switch (next) {
      case '(' -> {
        within = Within.STRING;
        parentheses = 1;
        behindDictionary = false;
      }
      case '%' -> within = Within.COMMENT;
      case '<' -> dictionaries += whole ? 1 : 0;
      case '>' -> {
        dictionaries = Math.max(0, dictionaries - (whole ? 1 : 0));
        behindDictionary = whole;
      }
      case '/', '[', ']', '{', '}', ')' -> behindDictionary = false;
      default -> {}
    }
  }

  private void string(int next) {
    if (escaped) {
      escaped = false;
      return;
    }
    switch (next) {
      case '\\' -> escaped = true;
      case '(' -> parentheses++;
      case ')' -> parentheses--;
      default -> {}
    }
    within = parentheses == 0 ? Within.NOTHING : Within.STRING;
  }

  private Step endOfWord() {
    if (word.isEmpty()) {
      return Step.NOTHING;
    }
    var text = word.toString();
    boolean stream = behindDictionary && dictionaries == 0 && text.equals("stream");
    word.setLength(0);
    half = -1;
    behindDictionary = false;
    if (stream) {
      return Step.STREAM;
    }
    boolean object = text.equals(OBJECT) || text.equals("endobj");
    return object && dictionaries == 0 ? Step.OBJECT : Step.NOTHING;
  }
}
