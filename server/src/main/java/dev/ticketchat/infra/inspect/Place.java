package dev.ticketchat.infra.inspect;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import java.util.Optional;

/// Where a file lies: by itself, or in something else. Asks the table about what is found in it,
/// and refuses.
///
/// Whether a zip is a document shows only at its end, and documents may hold what archives may not.
/// So such a refusal waits: [#settle] speaks it when the zip turned out to be no document.
final class Place {
  private static final String MEMBER = "contains a file that ";

  private final FileRules rules;
  private final boolean inside;
  private final Optional<Place> zip;
  private Optional<String> unlessDocument = Optional.empty();

  private Place(FileRules rules, boolean inside, Optional<Place> zip) {
    this.rules = rules;
    this.inside = inside;
    this.zip = zip;
  }

  static Place alone(FileRules rules) {
    return new Place(rules, false, Optional.empty());
  }

  /// A place of a member of this file, which is a zip.
  Place insideZip() {
    return new Place(rules, true, Optional.of(this));
  }

  /// A place of a member of this file, which is something else and never a document of parts.
  Place inside() {
    return new Place(rules, true, Optional.empty());
  }

  /// Refuses a type that the table refuses.
  void judge(String type) {
    if (rules.verdict(type) instanceof Verdict.Refuse(var reason)) {
      if (zip.isPresent() && rules.acceptedAsPart(type)) {
        zip.get().unlessDocument(reason);
      } else {
        throw refused(reason);
      }
    }
  }

  void found(Finding finding) {
    judge(finding.type());
  }

  /// Refuses a name that the table refuses. In a document names open nothing.
  void judgeName(String name) {
    rules.refusedName(name).ifPresent(this::refuseUnlessPart);
  }

  /// Speaks a refusal that waited for this zip's end.
  void settle(boolean document) {
    if (!document && unlessDocument.isPresent()) {
      throw refused(ofMember(unlessDocument.get()));
    }
  }

  private void refuseUnlessPart(String reason) {
    if (zip.isEmpty()) {
      throw refused(reason);
    }
    zip.get().unlessDocument(reason);
  }

  private void unlessDocument(String reason) {
    unlessDocument = unlessDocument.or(() -> Optional.of(reason));
  }

  private Refused refused(String reason) {
    boolean already = reason.startsWith(MEMBER);
    return new Refused(ErrorCode.FILE_REJECTED, inside && !already ? ofMember(reason) : reason);
  }

  private static String ofMember(String reason) {
    return MEMBER + reason;
  }
}
