package dev.ticketchat.infra.inspect;

import java.util.Locale;
import java.util.Set;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;

/// Tells whether a declared type and the bytes' contradict each other. Aliases, a type and its kind
/// (a Word file is a zip), and what the table calls the same do not. Safe from any thread.
final class Agreement {
  /// What senders say when they do not know.
  private static final Set<String> NOTHING =
      Set.of(
          Detector.UNKNOWN,
          "application/unknown",
          "application/binary",
          "application/download",
          "application/x-download",
          "application/force-download",
          "application/x-unknown",
          "binary/octet-stream",
          "unknown/unknown");

  private static final Set<String> SHOWN = Set.of("image", "audio", "video", "text");

  private final FileRules rules;
  private final MediaTypeRegistry registry;

  Agreement(FileRules rules, MediaTypeRegistry registry) {
    this.rules = rules;
    this.registry = registry;
  }

  /// Refuses a declared type that is refused, and one that the bytes contradict.
  void require(String declaredType, String found, Place place) {
    var declared = MediaType.parse(declaredType.toLowerCase(Locale.ROOT).strip());
    if (declared == null || NOTHING.contains(declared.getBaseType().toString())) {
      return;
    }
    var type = registry.normalize(declared.getBaseType());
    if (type.toString().equals(found)) {
      return;
    }
    place.judge(type.toString());
    if (contradicts(type, declared.getBaseType().toString(), found)) {
      place.found(Finding.CONTRADICTION);
    }
  }

  private boolean contradicts(MediaType type, String asDeclared, String found) {
    if (rules.same(type.toString(), found) || rules.same(asDeclared, found)) {
      return false;
    }
    if (found.equals(Detector.UNKNOWN) || found.equals(Detector.EMPTY)) {
      // A type that has a mark of its own does not show in these bytes.
      return SHOWN.contains(type.getType()) || rules.acceptsByName(type.toString());
    }
    var other = registry.normalize(MediaType.parse(found));
    if (!registry.getTypes().contains(type)) {
      // Nobody knows what bytes such a type has, but pictures are no sounds.
      return SHOWN.contains(type.getType()) && !type.getType().equals(other.getType());
    }
    return !type.equals(other)
        && !registry.isSpecializationOf(type, other)
        && !registry.isSpecializationOf(other, type);
  }
}
