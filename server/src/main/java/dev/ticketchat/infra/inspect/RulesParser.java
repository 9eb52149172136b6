package dev.ticketchat.infra.inspect;

import dev.ticketchat.infra.Unusable;
import dev.ticketchat.infra.inspect.FileRules.Limit;
import dev.ticketchat.infra.inspect.FileRules.TypeRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the lines of a table. For one table; not safe from several threads.
final class RulesParser {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern EXTENSION = Pattern.compile("-|[a-z0-9]{1,8}");

  private final String called;
  private final List<TypeRule> types = new ArrayList<>();
  private final List<TypeRule> parts = new ArrayList<>();
  private final List<List<TypePattern>> same = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<Bound, Limit> limits = new EnumMap<>(Bound.class);
  private int line;

  /// @param called what a complaint calls the table, at the start of a sentence
  RulesParser(String called) {
    this.called = called;
  }

  /// @throws Unusable with one sentence that names the line
  FileRules parse(String text) {
    text.lines().forEach(this::parseLine);
    requireWhole();
    return new FileRules(types, parts, same, names, limits);
  }

  private void parseLine(String text) {
    line++;
    if (text.isBlank() || text.strip().startsWith("#")) {
      return;
    }
    var words = List.of(BLANKS.split(text.strip()));
    var rest = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "limit" -> limit(rest);
      case "name" -> name(rest);
      case "same" -> same.add(rest.stream().map(this::pattern).toList());
      case "part" -> parts.add(typeRule(rest));
      default -> types.add(typeRule(words));
    }
  }

  private TypeRule typeRule(List<String> words) {
    require(words.size() >= 2, "says neither accept nor refuse");
    var pattern = pattern(words.getFirst());
    var rest = words.subList(2, words.size());
    return switch (words.get(1)) {
      case "accept" -> new TypeRule(pattern, accept(rest));
      case "refuse" -> new TypeRule(pattern, new Verdict.Refuse(reason(rest)));
      default -> throw unusable("says neither accept nor refuse");
    };
  }

  /// `EXTENSION [as TYPE] [picture]`, or nothing for a part of a document.
  private Verdict accept(List<String> words) {
    if (words.isEmpty()) {
      return new Verdict.Accept("", "", false);
    }
    var extension = words.getFirst();
    require(EXTENSION.matcher(extension).matches(), "has an extension that is none: " + extension);
    var rest = words.subList(1, words.size());
    boolean picture = !rest.isEmpty() && rest.getLast().equals("picture");
    var served = picture ? rest.subList(0, rest.size() - 1) : rest;
    boolean as = served.size() == 2 && served.getFirst().equals("as");
    require(as || served.isEmpty(), "has words after accept that mean nothing");
    return new Verdict.Accept(
        extension.equals("-") ? "" : extension, as ? exactType(served.getLast()) : "", picture);
  }

  private void name(List<String> words) {
    int refuse = words.indexOf("refuse");
    require(refuse > 0, "has no extension before refuse");
    var reason = reason(words.subList(refuse + 1, words.size()));
    words.subList(0, refuse).forEach(extension -> names.put(extension, reason));
  }

  private void limit(List<String> words) {
    require(words.size() >= 2, "has no value");
    for (var bound : Bound.values()) {
      if (bound.word().equals(words.getFirst())) {
        limits.put(bound, new Limit(number(words.get(1)), reason(words.subList(2, words.size()))));
        return;
      }
    }
    throw unusable("names a limit that there is not: " + words.getFirst());
  }

  private long number(String word) {
    try {
      long value = Long.parseLong(word);
      require(value > 0, "has a limit that is not a positive number: " + word);
      return value;
    } catch (NumberFormatException _) {
      throw unusable("has a limit that is not a positive number: " + word);
    }
  }

  private TypePattern pattern(String word) {
    require(TypePattern.isOne(word), "has a type that is none: " + word);
    return new TypePattern(word);
  }

  private String exactType(String word) {
    require(pattern(word).exact(), "has a type that is none: " + word);
    return word;
  }

  private String reason(List<String> words) {
    require(!words.isEmpty(), "gives no reason");
    return String.join(" ", words);
  }

  private void requireWhole() {
    if (types.stream().noneMatch(rule -> rule.pattern().text().equals(TypePattern.ANY))) {
      throw new Unusable(called + " has no rule for everything else, */*, at its end.");
    }
    for (var bound : Bound.values()) {
      if (!limits.containsKey(bound)) {
        throw new Unusable(called + " has no line for limit " + bound.word() + ".");
      }
    }
    for (var finding : Finding.values()) {
      if (types.stream().noneMatch(rule -> rule.pattern().matches(finding.type()))) {
        throw new Unusable(called + " has no rule for " + finding.type() + ".");
      }
    }
  }

  private void require(boolean condition, String complaint) {
    if (!condition) {
      throw unusable(complaint);
    }
  }

  private Unusable unusable(String complaint) {
    return new Unusable(called + ", line " + line + " " + complaint + ".");
  }
}
