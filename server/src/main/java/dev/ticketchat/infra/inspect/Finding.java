package dev.ticketchat.infra.inspect;

import java.util.Locale;

/// What can be found in a file beside its type. The table has a rule for each, as if it were a
/// type.
enum Finding {
  /// The declared type is another than the bytes'.
  CONTRADICTION,
  /// The bytes break off, or are not what their format says.
  DAMAGED,
  /// A second file in the first: an archive behind a picture, a PDF behind something else.
  HIDDEN_DATA,
  /// Markup near the start of a picture, a sound or a film.
  ACTIVE_TEXT,
  /// XML that a browser would run: a stylesheet, or elements of XHTML, SVG, MathML or XSLT.
  ACTIVE_XML,
  /// Macros in an office document.
  MACROS,
  /// A packaged file or an ActiveX control in an office document.
  EMBEDDED_OBJECT,
  /// A template or an object that is fetched when a document is opened.
  EXTERNAL_CONTENT,
  /// JavaScript, or the start of a program, in a PDF.
  PDF_ACTION,
  /// A part of a PDF that may hold actions and cannot be read.
  PDF_UNREADABLE,
  /// A password is needed.
  ENCRYPTED,
  /// A method of compression that the JDK does not have.
  UNREADABLE,
  /// A member of an archive with an absolute path, `..`, control characters, or a link.
  MEMBER_NAME,
  /// A picture without a readable size.
  UNREADABLE_PICTURE;

  static final String FAMILY = "finding/";

  /// Under what the table knows it: `finding/hidden-data`.
  String type() {
    return FAMILY + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
