package dev.ticketchat.infra.inspect;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.infra.Unusable;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The table that decides which files are taken. Immutable; safe from any thread.
///
/// The built-in table is the resource `files/file-rules.conf`, which explains its own form.
public final class FileRules {
  /// What separates a name from what some systems ignore behind it: streams, parameters, NUL.
  private static final Pattern PIECES = Pattern.compile("[:;\\x00]");

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
  private static final Pattern TRAILING = Pattern.compile("[.\\s]+$");

  private final List<TypeRule> types;
  private final List<TypeRule> parts;
  private final List<List<TypePattern>> same;
  private final Map<String, String> names;
  private final Map<Bound, Limit> limits;

  /// What one line says of a type.
  record TypeRule(TypePattern pattern, Verdict verdict) {}

  /// A bound's value, and what is said beyond it.
  record Limit(long value, String reason) {}

  FileRules(
      List<TypeRule> types,
      List<TypeRule> parts,
      List<List<TypePattern>> same,
      Map<String, String> names,
      Map<Bound, Limit> limits) {
    this.types = List.copyOf(types);
    this.parts = List.copyOf(parts);
    this.same = List.copyOf(same);
    this.names = Map.copyOf(names);
    this.limits = Map.copyOf(limits);
  }

  /// The operator's table, or the built-in one.
  ///
  /// @throws Unusable when the file cannot be read or a line of it cannot be understood
  public static FileRules load(Optional<Path> file) {
    return file.map(RulesFile::read).orElseGet(RulesFile::builtIn);
  }

  /// What the first matching line says. The last line of every table matches.
  Verdict verdict(String type) {
    return first(types, type).orElseThrow(() -> new IllegalStateException("no rule for " + type));
  }

  /// Whether a part of a document may be of a type that is refused elsewhere.
  boolean acceptedAsPart(String type) {
    return first(parts, type).filter(Verdict.Accept.class::isInstance).isPresent();
  }

  /// Whether a line accepts that type by its name, not by a pattern.
  boolean acceptsByName(String type) {
    return types.stream()
        .filter(rule -> rule.pattern().exact() && rule.pattern().matches(type))
        .anyMatch(rule -> rule.verdict() instanceof Verdict.Accept);
  }

  /// Why a file of that name is refused, whatever it holds. Looks through what hides an extension:
  /// `a.exe.`, `a.exe::$DATA`, full-width letters, marks without width.
  Optional<String> refusedName(String name) {
    return PIECES
        .splitAsStream(Normalizer.normalize(name, Normalizer.Form.NFKC))
        .map(piece -> UNSEEN.matcher(piece).replaceAll(""))
        .map(piece -> TRAILING.matcher(piece).replaceAll(""))
        .filter(piece -> piece.contains("."))
        .map(piece -> piece.substring(piece.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
        .flatMap(extension -> Optional.ofNullable(names.get(extension)).stream())
        .findFirst();
  }

  /// Whether a line says that the two types are the same to whoever declares them.
  boolean same(String one, String other) {
    return same.stream().anyMatch(line -> contains(line, one) && contains(line, other));
  }

  long limit(Bound bound) {
    return limitOf(bound).value();
  }

  /// Refuses what is beyond a bound.
  void refuseBeyond(Bound bound, long value) {
    if (value > limit(bound)) {
      throw new Refused(ErrorCode.FILE_REJECTED, limitOf(bound).reason());
    }
  }

  private Limit limitOf(Bound bound) {
    return Optional.ofNullable(limits.get(bound)).orElseThrow();
  }

  private static Optional<Verdict> first(List<TypeRule> rules, String type) {
    return rules.stream()
        .filter(rule -> rule.pattern().matches(type))
        .map(TypeRule::verdict)
        .findFirst();
  }

  private static boolean contains(List<TypePattern> line, String type) {
    return line.stream().anyMatch(pattern -> pattern.matches(type));
  }
}
