package dev.ticketchat.infra.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells pages and scripts among texts, as a browser that guesses and a desktop that opens would:
/// by how they begin, behind blanks, NULs, byte order marks, comments and declarations. Texts are
/// taken as Latin-1 without NUL, which covers UTF-16 and UTF-32, and as UTF-7.
final class ActiveText {
  /// How far in a beginning is looked for.
  private static final int FAR = 4096;

  /// How far in a browser of old looked for tags anywhere.
  private static final int NEAR = 512;

  private static final String HTML = "text/html";

  /// What may stand before the beginning.
  private static final Pattern BEFORE =
      Pattern.compile(
          "\\A(?:[\\x00-\\x20\\x7f]++|\\xef\\xbb\\xbf|\\xfe\\xff|\\xff\\xfe|\\xa0"
              + "|<!--(?:(?!--!?>).)*+--!?>|<!\\[cdata\\[|\\]\\]>)++",
          Pattern.DOTALL);

  private static final Pattern DECLARATION =
      Pattern.compile("\\A<\\?xml(?:(?!\\?>).)*+\\?>", Pattern.DOTALL);

  private static final Pattern PAGE =
      Pattern.compile(
          "\\A<(?:!doctype\\s+html|!--|/?(?:html|head|script|iframe|h[1-6]|div|font|table|a|style|title|b|body|br|p"
              + "|img|link|meta|object|embed|applet|form|base|frameset|frame|video|audio|input|marquee|isindex"
              + "|details|template|plaintext|xmp|noscript|center|span|textarea|select|button|math)"
              + "(?=[\\s/>]|\\z))");
  private static final Pattern TAG =
      Pattern.compile(
          "<(?:!doctype\\s+html|(?:html|head|script|iframe|body|object|embed|applet|meta|svg)(?=[\\s/>]))");

  /// Beginnings that say what a text is.
  private static final Map<String, String> BEGINNINGS =
      Map.ofEntries(
          Map.entry("#!", "application/x-sh"),
          Map.entry("@echo", "application/x-bat"),
          Map.entry("@powershell", "application/x-bat"),
          Map.entry("@if ", "application/x-bat"),
          Map.entry("setlocal", "application/x-bat"),
          Map.entry("<?php", "text/x-php"),
          Map.entry("<?=", "text/x-php"),
          Map.entry("<%", "text/asp"),
          Map.entry("<svg", "image/svg+xml"),
          Map.entry("<!doctype svg", "image/svg+xml"),
          Map.entry("<hta:", "application/hta"),
          Map.entry("<job", "text/x-vbscript"),
          Map.entry("<package>", "text/x-vbscript"),
          Map.entry("<component", "text/x-vbscript"),
          Map.entry("<scriptlet", "text/x-vbscript"),
          Map.entry("on error resume next", "text/x-vbscript"),
          Map.entry("option explicit", "text/x-vbscript"),
          Map.entry("[cmdletbinding", "application/x-powershell"),
          Map.entry("#requires -", "application/x-powershell"),
          Map.entry("[internetshortcut]", "application/x-mswinurl"),
          Map.entry("[desktop entry]", "application/x-desktop"),
          Map.entry("[autorun]", "application/x-setupscript"),
          Map.entry("[shell]\r\ncommand", "application/x-setupscript"),
          Map.entry("windows registry editor", "application/x-regedit"),
          Map.entry("regedit4", "application/x-regedit"),
          Map.entry("web\r\n1\r\n", "application/x-mswinurl"));

  /// Calls that only a script for Windows makes.
  private static final List<String> CALLS =
      List.of(
          "new activexobject(",
          "createobject(\"wscript.",
          "createobject(\"shell.",
          "createobject(\"scripting.filesystem",
          "wscript.createobject(",
          "<hta:application");

  private static final Pattern LIKE_XML =
      Pattern.compile("[\\s\\xef\\xbb\\xbf\\xfe\\xff]*<[?!_:\\p{IsAlphabetic}]");
  private static final Pattern UTF_7 = Pattern.compile("\\+([A-Za-z0-9+/]{2,})-?");

  private static final String BASE_64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private ActiveText() {}

  /// The type of a page or a script; empty for a text that is neither.
  ///
  /// @param mail whether it may hold a page further down
  static Optional<String> typeOf(byte[] head, boolean mail) {
    for (var text : readings(head)) {
      var start = BEFORE.matcher(text).replaceFirst("");
      var declaration = DECLARATION.matcher(start);
      boolean xml = declaration.lookingAt();
      var root = xml ? BEFORE.matcher(declaration.replaceFirst("")).replaceFirst("") : start;
      var type = byBeginning(root);
      if (type.isPresent()) {
        return type;
      }
      boolean page = PAGE.matcher(start).find() || (!mail && TAG.matcher(first(text, NEAR)).find());
      if (xml ? TAG.matcher(root).lookingAt() : page) {
        return Optional.of(HTML);
      }
      if (CALLS.stream().anyMatch(text::contains)) {
        return Optional.of("text/x-vbscript");
      }
    }
    return Optional.empty();
  }

  /// Whether tags or a script stand near the start of what is no text.
  static boolean isIn(byte[] head) {
    return readings(head).stream()
        .anyMatch(text -> TAG.matcher(text).find() || text.contains("<?php"));
  }

  /// Whether a text begins as XML does.
  static boolean beginsLikeXml(byte[] head) {
    return LIKE_XML.matcher(latin(head)).lookingAt();
  }

  private static Optional<String> byBeginning(String start) {
    return BEGINNINGS.entrySet().stream()
        .filter(each -> start.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static List<String> readings(byte[] head) {
    var readings = new ArrayList<String>();
    var latin = latin(head);
    readings.add(latin.toLowerCase(Locale.ROOT));
    if (latin.contains("+A") || latin.contains("+/v")) {
      readings.add(utf7(latin).toLowerCase(Locale.ROOT));
    }
    return readings;
  }

  private static String latin(byte[] head) {
    return new String(head, 0, Math.min(head.length, FAR), StandardCharsets.ISO_8859_1)
        .replace("\0", "");
  }

  /// Reads what is encoded in UTF-7, as far as it is ASCII.
  private static String utf7(String text) {
    return UTF_7.matcher(text).replaceAll(run -> Matcher.quoteReplacement(decoded(run.group(1))));
  }

  private static String decoded(String run) {
    var text = new StringBuilder();
    int bits = 0;
    int count = 0;
    for (int i = 0; i < run.length(); i++) {
      bits = bits << 6 | BASE_64.indexOf(run.charAt(i));
      count += 6;
      if (count >= Character.SIZE) {
        count -= Character.SIZE;
        text.append((char) (bits >> count & 0xFFFF));
      }
    }
    return text.toString();
  }

  private static String first(String text, int count) {
    return text.substring(0, Math.min(count, text.length()));
  }
}
