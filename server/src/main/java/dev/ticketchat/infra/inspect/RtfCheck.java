package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.util.Set;

/// Looks through RTF for embedded objects and for a template that is fetched from elsewhere.
final class RtfCheck {
  private static final Set<String> OBJECTS =
      Set.of("objdata", "objemb", "objautlink", "objlink", "objocx", "objupdate", "objhtml");
  private static final int LONGEST_WORD = 32;

  private final Place place;

  RtfCheck(Place place) {
    this.place = place;
  }

  void read(Content rtf) throws IOException {
    var word = new StringBuilder();
    boolean inWord = false;
    for (int next = rtf.read(); next >= 0; next = rtf.read()) {
      boolean letter = Character.isLetter(next) && next < 0x80;
      if (inWord && letter) {
        append(word, next);
        continue;
      }
      if (inWord) {
        look(word.toString(), rtf);
        word.setLength(0);
      }
      inWord = next == '\\';
    }
  }

  private static void append(StringBuilder word, int next) {
    if (word.length() < LONGEST_WORD) {
      word.append((char) next);
    }
  }

  private void look(String word, Content rtf) throws IOException {
    if (OBJECTS.contains(word)) {
      place.found(Finding.EMBEDDED_OBJECT);
    }
    if (word.equals("template") && rtf.has(4) && isElsewhere(rtf)) {
      place.found(Finding.EXTERNAL_CONTENT);
    }
  }

  /// A web address, or a server's name behind two escaped backslashes.
  private static boolean isElsewhere(Content rtf) {
    boolean web =
        (rtf.peek(0) | 0x20) == 'h' && (rtf.peek(1) | 0x20) == 't' && (rtf.peek(2) | 0x20) == 't';
    return web || (rtf.peek(0) == '\\' && rtf.peek(1) == '\\' && rtf.peek(2) == '\\');
  }
}
