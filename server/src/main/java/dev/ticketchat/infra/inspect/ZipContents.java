package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells by a zip's members what kind of zip it is: a document of Microsoft's or of OpenDocument's
/// form, an e-book, a program, or an archive. Looks for what makes documents act by themselves.
final class ZipContents {
  static final String ZIP = "application/zip";

  private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";
  private static final String CONTENT_TYPES = "[content_types].xml";
  private static final String MIMETYPE = "mimetype";
  private static final int MAX_MIMETYPE = 100;

  /// The kinds of main parts, as the list of content types has them.
  private static final Map<String, String> MAIN_PARTS =
      Map.of(
          "wordprocessingml.document.main+xml", OPEN_XML + "wordprocessingml.document",
          "wordprocessingml.template.main+xml", OPEN_XML + "wordprocessingml.template",
          "spreadsheetml.sheet.main+xml", OPEN_XML + "spreadsheetml.sheet",
          "spreadsheetml.template.main+xml", OPEN_XML + "spreadsheetml.template",
          "presentationml.presentation.main+xml", OPEN_XML + "presentationml.presentation",
          "presentationml.slideshow.main+xml", OPEN_XML + "presentationml.slideshow",
          "presentationml.template.main+xml", OPEN_XML + "presentationml.template",
          "visio.drawing.main+xml", "application/vnd.ms-visio.drawing",
          "package.xps-fixeddocumentsequence+xml", "application/vnd.ms-xpsdocument");

  private static final Pattern OPEN_DOCUMENT =
      Pattern.compile("application/(vnd\\.oasis\\.opendocument\\.[a-z-]+|epub\\+zip)");
  private static final Pattern MACRO_PART =
      Pattern.compile("(^|.*/)(vbaproject[^/]*\\.bin|vbadata\\.xml|(intl)?macrosheets/.*)");
  private static final Pattern CONTROL_PART = Pattern.compile("(^|.*/)activex/.*");
  private static final Pattern SCRIPT_PART = Pattern.compile("(basic|scripts)/.*[^/]");
  private static final Pattern FETCHED =
      Pattern.compile(
          ".*type\\s*=\\s*[\"'][^\"']*/(attachedtemplate|oleobject|frame|subdocument|package|control)[\"'].*",
          Pattern.DOTALL);
  private static final Pattern EXTERNAL =
      Pattern.compile(".*targetmode\\s*=\\s*[\"']external[\"'].*", Pattern.DOTALL);

  private final Place place;
  private Optional<String> openXml = Optional.empty();
  private Optional<String> openDocument = Optional.empty();
  private Optional<String> program = Optional.empty();
  private boolean first = true;
  private boolean macros;
  private boolean scripts;
  private boolean controls;
  private boolean fetches;

  /// @param place the zip's
  ZipContents(Place place) {
    this.place = place;
  }

  /// Takes note of a member, and reads it if it is one that describes the others.
  ///
  /// @return whether it has been read
  boolean read(String name, Content member) throws IOException {
    var lower = name.toLowerCase(Locale.ROOT);
    boolean isFirst = first;
    first = false;
    macros |= MACRO_PART.matcher(lower).matches();
    controls |= CONTROL_PART.matcher(lower).matches();
    scripts |= SCRIPT_PART.matcher(lower).matches();
    seeProgram(lower);
    boolean xml = ActiveText.beginsLikeXml(member.head());
    if (xml && lower.equals(CONTENT_TYPES)) {
      Markup.read(member, (piece, _) -> contentType(piece));
    } else if (xml && lower.endsWith(".rels")) {
      Markup.read(member, this::relationship);
    } else {
      openDocument = isFirst && lower.equals(MIMETYPE) ? mimetype(member.head()) : openDocument;
      return false;
    }
    return true;
  }

  boolean isDocument() {
    return openXml.isPresent() || openDocument.isPresent();
  }

  /// The type of the whole. Speaks of what was found if it is a document; asked at the end.
  String type() {
    if (openXml.isPresent()) {
      find(macros, Finding.MACROS);
      find(controls, Finding.EMBEDDED_OBJECT);
      find(fetches, Finding.EXTERNAL_CONTENT);
    }
    if (openDocument.isPresent()) {
      find(scripts, Finding.MACROS);
    }
    return program.or(() -> openXml).or(() -> openDocument).orElse(ZIP);
  }

  private void find(boolean there, Finding finding) {
    if (there) {
      place.found(finding);
    }
  }

  private void seeProgram(String name) {
    var type =
        switch (name) {
          case "meta-inf/manifest.mf" -> "application/java-archive";
          case "androidmanifest.xml" -> "application/vnd.android.package-archive";
          case "appxmanifest.xml", "appxmetadata/appxbundlemanifest.xml" -> "application/x-appx";
          case "meta-inf/mozilla.rsa" -> "application/x-xpinstall";
          default -> name.matches("payload/[^/]+\\.app/.*") ? "application/x-itunes-ipa" : "";
        };
    if (!type.isEmpty()) {
      program = Optional.of(type);
    }
  }

  private void contentType(String piece) {
    macros |= piece.contains("macroenabled") || piece.contains("vbaproject");
    controls |= piece.contains("ms-office.activex");
    if (piece.contains("macroenabled")) {
      openXml = openXml.or(() -> Optional.of("application/x-tika-ooxml"));
    }
    MAIN_PARTS.forEach((part, type) -> {
      if (piece.contains(part)) {
        openXml = Optional.of(type);
      }
    });
  }

  private void relationship(String piece, boolean whole) throws Damaged {
    if (!whole && piece.startsWith("<relationship")) {
      throw new Damaged("too long a relationship");
    }
    fetches |= EXTERNAL.matcher(piece).matches() && FETCHED.matcher(piece).matches();
  }

  private static Optional<String> mimetype(byte[] bytes) {
    int length = Math.min(bytes.length, MAX_MIMETYPE);
    var text = new String(bytes, 0, length, StandardCharsets.US_ASCII);
    return Optional.of(text.strip()).filter(OPEN_DOCUMENT.asMatchPredicate());
  }
}
