package dev.ticketchat.infra.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes documents: Microsoft's two forms, OpenDocument's, and PDFs.
final class Documents {
  static final String WORD = "wordprocessingml.document.main";

  private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";

  private Documents() {}

  /// A document of Open XML, and further members, alternately a name and its bytes.
  static byte[] openXml(String main, Object... more) {
    return openXmlWith("application/vnd.openxmlformats-officedocument." + main + "+xml", more);
  }

  static byte[] openXmlWith(String contentType, Object... more) {
    var members = new ArrayList<Object>();
    members.add("[Content_Types].xml");
    members.add(
        Bytes.text(
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/word/document.xml" ContentType="%s"/></Types>\
            """
                .formatted(contentType)));
    members.add("_rels/.rels");
    members.add(relationships("http://x/relationships/officeDocument", "word/document.xml", ""));
    members.add("word/document.xml");
    members.add(Bytes.text("<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"/>"));
    members.addAll(List.of(more));
    return Zips.of(members.toArray());
  }

  static byte[] relationships(String type, String target, String mode) {
    return Bytes.text(
        """
        <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="r1" Note=">" Type="%s" Target="%s" %s/></Relationships>\
        """
            .formatted(type, target, mode));
  }

  static String openXmlType(String kind) {
    return OPEN_XML + kind;
  }

  static byte[] openDocument(String kind, Object... more) {
    var zip = new Zips();
    var type = "application/vnd.oasis.opendocument." + kind;
    zip.add(ZipSample.stored("mimetype", Bytes.text(type)));
    zip.add(
        ZipSample.deflated(
            "content.xml",
            Bytes.text(
                "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:o\""
                    + " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"/>")));
    for (int i = 0; i < more.length; i += 2) {
      zip.add(ZipSample.deflated((String) more[i], (byte[]) more[i + 1]));
    }
    return zip.done();
  }

  static byte[] epub() {
    return new Zips()
        .add(ZipSample.stored("mimetype", Bytes.text("application/epub+zip")))
        .add(
            ZipSample.deflated(
                "OEBPS/one.xhtml",
                Bytes.text(
                    "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>")))
        .done();
  }

  /// A compound file with a directory of those names.
  static byte[] compound(String... names) {
    var file = new Bytes().add(Bytes.hex("D0CF11E0A1B11AE1")).add(Bytes.zeros(504));
    file.add(directoryEntry("Root Entry", 5, ""));
    for (var name : names) {
      file.add(directoryEntry(name, 1, ""));
    }
    return Bytes.padded(file.done(), 512 * 8);
  }

  static byte[] installer() {
    return Bytes.join(
        Bytes.hex("D0CF11E0A1B11AE1"),
        Bytes.zeros(504),
        Bytes.padded(directoryEntry("Root Entry", 5, "84100C0000000000C000000000000046"), 512));
  }

  private static byte[] directoryEntry(String name, int kind, String type) {
    var utf16 = name.getBytes(StandardCharsets.UTF_16LE);
    var entry = new Bytes().add(Bytes.padded(utf16, 64)).u16le(utf16.length + 2).u8(kind).u8(1);
    entry.add(Bytes.zeros(12)).add(Bytes.hex(type));
    return Bytes.padded(entry.done(), 128);
  }

  /// A PDF of those objects; the first is the catalog.
  static byte[] pdf(byte[]... objects) {
    var pdf = new Bytes().add("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
    for (int i = 0; i < objects.length; i++) {
      pdf.add((i + 1) + " 0 obj\n").add(objects[i]).add("\nendobj\n");
    }
    return pdf.add("trailer << /Root 1 0 R /Size 9 >>\nstartxref\n0\n%%EOF\n").done();
  }

  static byte[] pdf(String... objects) {
    var bytes = new byte[objects.length][];
    for (int i = 0; i < objects.length; i++) {
      bytes[i] = Bytes.text(objects[i]);
    }
    return pdf(bytes);
  }

  /// @param dictionary without its brackets
  static byte[] stream(String dictionary, byte[] content) {
    return Bytes.join(
        Bytes.text("<< " + dictionary + " /Length " + content.length + " >>\nstream\r\n"),
        content,
        Bytes.text("\nendstream"));
  }

  static byte[] deflatedStream(String dictionary, byte[] content) {
    return stream(dictionary + " /Filter /FlateDecode", Bytes.deflate(content, false));
  }
}
