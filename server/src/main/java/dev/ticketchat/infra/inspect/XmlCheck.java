package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// Looks through XML for what a browser or an office program would run: a stylesheet, elements of
/// XHTML, SVG, MathML or XSLT (their names are plain only with their namespaces, so the namespaces
/// are looked for), a document type of HTML, declarations that could put such namespaces together
/// from entities, formats of Windows that open something else.
final class XmlCheck {
  private static final List<String> ANYWHERE =
      List.of(
          "www.w3.org/1999/xhtml",
          "www.w3.org/2000/svg",
          "www.w3.org/1998/math/mathml",
          "www.w3.org/1999/xsl/",
          "www.w3.org/tr/wd-xsl",
          "urn:schemas-microsoft-com:xslt",
          "mozilla.org/keymaster/gatekeeper",
          "schemas.microsoft.com/windows/2009/library",
          "ns.adobe.com/xdp");
  private static final List<String> TAGS =
      List.of(
          "<?xml-stylesheet",
          "<!entity",
          "<!attlist",
          "<!doctype html",
          "<!doctype svg",
          "<pcsettings",
          "<searchconnectordescription",
          "<persistedquery",
          "<jnlp",
          "<hta:",
          "<xsl:");
  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"'>]*)");

  /// Encodings in which ASCII is ASCII.
  private static final Pattern PLAIN =
      Pattern.compile(
          "utf-?(8|16|16le|16be|32|32le|32be)|ucs-?[24]|(us-)?ascii|iso-?8859-.*|latin.*|windows-.*|cp\\d+"
              + "|koi8-.*|shift_jis|sjis|euc-.*|gb.*|big5.*|tis-620|macintosh|ibm.*");

  private final Place place;

  XmlCheck(Place place) {
    this.place = place;
  }

  void read(Content xml) throws IOException {
    Markup.read(xml, (piece, _) -> look(piece));
  }

  private void look(String piece) {
    var encoding = ENCODING.matcher(piece);
    if (TAGS.stream().anyMatch(piece::startsWith)
        || ANYWHERE.stream().anyMatch(piece::contains)
        || (encoding.lookingAt() && !PLAIN.matcher(encoding.group(1)).matches())) {
      place.found(Finding.ACTIVE_XML);
    }
    if (piece.contains("macrospresent=\"yes\"") || piece.contains("macrospresent='yes'")) {
      place.found(Finding.MACROS);
    }
  }
}
