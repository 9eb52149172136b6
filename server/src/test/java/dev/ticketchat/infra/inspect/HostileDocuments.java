package dev.ticketchat.infra.inspect;

import static dev.ticketchat.infra.inspect.Documents.WORD;
import static dev.ticketchat.infra.inspect.HostileArchives.HOLDS;
import static dev.ticketchat.infra.inspect.HostilePrograms.PROGRAM;

import java.util.List;
import java.util.stream.IntStream;

/// Documents that act by themselves.
final class HostileDocuments {
  static final String MACROS = "contains macros, which are not accepted";
  static final String OBJECT = "contains an embedded program object, which is not accepted";
  static final String FETCHES =
      "loads content from elsewhere when it is opened, which is not accepted";
  static final String PDF_ACTS = "is a PDF that can run programs or scripts, which is not accepted";
  static final String PDF_UNREADABLE = "is a PDF with parts that cannot be checked";

  private static final String CATALOG = "<< /Type /Catalog >>";
  private static final byte[] SCRIPT = Bytes.text("2 0 << /S /JavaScript /JS (app.alert(1)) >>");

  private HostileDocuments() {}

  static List<Sample> office() {
    var vba = Documents.compound("VBA", "_VBA_PROJECT", "dir");
    return List.of(
        Sample.of(
            "a Word file with macros",
            "a.docx",
            Documents.openXml(WORD, "word/vbaProject.bin", vba),
            HOLDS + MACROS),
        Sample.of(
            "a Word file with macros under another name",
            "a.docx",
            Documents.openXml(WORD, "word/media/image1.png", vba),
            HOLDS + MACROS),
        Sample.of(
            "a Word file that says it has macros",
            "a.docx",
            Documents.openXmlWith("application/vnd.ms-word.document.macroEnabled.main+xml"),
            MACROS),
        Sample.of(
            "a Word file with a macro part of other bytes",
            "a.docx",
            Documents.openXml(WORD, "word/vbaProject.bin", Bytes.text("x")),
            MACROS),
        Sample.of(
            "an Excel file with macros of old",
            "a.xlsx",
            Documents.openXml(
                "spreadsheetml.sheet.main", "xl/macrosheets/sheet1.xml", Bytes.text("<a/>")),
            MACROS),
        Sample.of(
            "a binary Excel file",
            "a.xlsx",
            Documents.openXmlWith("application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
            MACROS),
        Sample.of(
            "a PowerPoint file with a control",
            "a.pptx",
            Documents.openXml(
                "presentationml.presentation.main", "ppt/activeX/activeX1.xml", Bytes.text("<a/>")),
            OBJECT),
        Sample.of(
            "a Word file with a packaged file",
            "a.docx",
            Documents.openXml(
                WORD, "word/embeddings/oleObject1.bin", Documents.compound("\u0001Ole10Native")),
            HOLDS + OBJECT),
        Sample.of(
            "a Word file with a program",
            "a.docx",
            Documents.openXml(WORD, "word/media/image1.png", HostilePrograms.exe()),
            HOLDS + PROGRAM),
        Sample.of(
            "a Word file that fetches its template",
            "a.docx",
            Documents.openXml(
                WORD,
                "word/_rels/settings.xml.rels",
                Documents.relationships(
                    "http://x/relationships/attachedTemplate",
                    "http://evil/x.dotm",
                    "TargetMode=\"External\"")),
            FETCHES),
        Sample.of(
            "a Word file that fetches an object",
            "a.docx",
            Documents.openXml(
                WORD,
                "word/_rels/document.xml.rels",
                Documents.relationships(
                    "http://x/relationships/oleObject",
                    "http://evil/x",
                    "TargetMode = 'External'")),
            FETCHES),
        Sample.of(
            "an old Word file with macros",
            "a.doc",
            Documents.compound("WordDocument", "Macros", "VBA"),
            MACROS),
        Sample.of(
            "an old Excel file with macros",
            "a.xls",
            Documents.compound("Workbook", "_VBA_PROJECT_CUR"),
            MACROS),
        Sample.of(
            "an old PowerPoint file with macros",
            "a.ppt",
            Bytes.join(
                Documents.compound("PowerPoint Document"),
                Bytes.hex("020000040C000000 05000000 01000000 02000000"),
                Bytes.zeros(512)),
            MACROS),
        Sample.of(
            "an old Word file with a packaged file",
            "a.doc",
            Documents.compound("WordDocument", "\u0001Ole10Native"),
            OBJECT),
        Sample.of(
            "a Word file with a password",
            "a.docx",
            Documents.compound("EncryptionInfo", "EncryptedPackage"),
            HostileArchives.LOCKED),
        Sample.of(
            "an old Word file with macros in a zip",
            "a.zip",
            Zips.of("a.doc", Documents.compound("WordDocument", "Macros")),
            HOLDS + MACROS),
        Sample.of(
            "an OpenDocument text with macros",
            "a.odt",
            Documents.openDocument("text", "Basic/Standard/Module1.xml", Bytes.text("<a/>")),
            MACROS),
        Sample.of(
            "an OpenDocument text with a script",
            "a.odt",
            Documents.openDocument("text", "Scripts/python/x", Bytes.text("import os")),
            MACROS),
        Sample.text(
            "RTF with an object",
            "a.rtf",
            "{\\rtf1 {\\object\\objemb {\\*\\objdata 0105}}}",
            OBJECT),
        Sample.text(
            "RTF that fetches its template",
            "a.rtf",
            "{\\rtf1 {\\*\\template http://evil/x.dotm}}",
            FETCHES),
        Sample.text(
            "an older Word file in XML with macros",
            "a.xml",
            "<?xml version=\"1.0\"?><w:wordDocument w:macrosPresent=\"yes\" xmlns:w=\"urn:w\"/>",
            MACROS));
  }

  /// Files are read in blocks of 64 KiB: the end of a stream may lie in two of them.
  static List<Sample> scriptsBehindLongStreams() {
    return IntStream.range(Content.HEAD - 120, Content.HEAD)
        .mapToObj(length ->
            Sample.of(
                "a PDF with a script behind a stream of " + length,
                "a.pdf",
                Documents.pdf(
                    Documents.stream(
                        "", Bytes.text("x".repeat(length) + "endstream << /JS (x) >>"))),
                PDF_ACTS))
        .toList();
  }

  static List<Sample> pdfs() {
    return List.of(
        Sample.of(
            "a PDF with a script",
            "a.pdf",
            Documents.pdf("<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"),
            PDF_ACTS),
        Sample.of(
            "a PDF with a script spelt in numbers",
            "a.pdf",
            Documents.pdf("<< /OpenAction << /S /J#61va#53cript /J#53 (x) >> >>"),
            PDF_ACTS),
        Sample.of(
            "a PDF that starts a program",
            "a.pdf",
            Documents.pdf("<< /OpenAction << /S /Launch /F (cmd.exe) >> >>"),
            PDF_ACTS),
        Sample.of(
            "a PDF with a script in an object stream",
            "a.pdf",
            Documents.pdf(
                Bytes.text(CATALOG),
                Documents.deflatedStream("/Type /ObjStm /N 1 /First 4", SCRIPT)),
            PDF_ACTS),
        Sample.of(
            "a PDF with a script in an object stream that is not compressed",
            "a.pdf",
            Documents.pdf(Documents.stream("/Type /ObjStm /N 1 /First 4", SCRIPT)),
            PDF_ACTS),
        Sample.of(
            "a PDF with a script behind a stream in a string",
            "a.pdf",
            Documents.pdf("<< /A (>>\nstream\n) /B << /S /JavaScript >> >>"),
            PDF_ACTS),
        Sample.of(
            "a PDF with a script behind a dictionary in a dictionary",
            "a.pdf",
            Documents.pdf("<< /A << >> stream\n /B << /S /JavaScript >> >>"),
            PDF_ACTS),
        Sample.of(
            "a PDF with a script behind a bracket too many",
            "a.pdf",
            Documents.pdf("<< /A <41>> stream\n /B << /S /JavaScript >> >>"),
            PDF_ACTS),
        Sample.of(
            "a PDF with an object inside a stream",
            "a.pdf",
            Documents.pdf(
                Documents.stream("", Bytes.text("x 7 0 obj << /S /JavaScript >> endobj"))),
            PDF_ACTS),
        Sample.of(
            "a PDF with an object behind a stream that ends twice",
            "a.pdf",
            Documents.pdf(Documents.stream("", Bytes.text("endstrendstream << /JS (x) >>"))),
            PDF_ACTS),
        Sample.of(
            "a PDF with a film that is a program",
            "a.pdf",
            Documents.pdf("<< /Subtype /RichMedia >>"),
            PDF_ACTS),
        Sample.of(
            "a PDF with an object stream that cannot be read",
            "a.pdf",
            Documents.pdf(
                Documents.stream(
                    "/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]",
                    Bytes.text("00>"))),
            PDF_UNREADABLE),
        Sample.of(
            "a PDF with an encrypted object stream",
            "a.pdf",
            Documents.pdf(
                Documents.stream(
                    "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", Bytes.hex("A1B2C3D4E5"))),
            PDF_UNREADABLE),
        Sample.of(
            "a PDF with an object stream behind an open bracket",
            "a.pdf",
            Documents.pdf(Bytes.text("<< >> ("), Documents.deflatedStream("/Type /ObjStm", SCRIPT)),
            PDF_UNREADABLE),
        Sample.of(
            "a PDF with a file that cannot be read",
            "a.pdf",
            Documents.pdf(Documents.stream("/Type /EmbeddedFile", HostilePrograms.exe())),
            PDF_UNREADABLE),
        Sample.of(
            "a PDF with a file that does not say so",
            "a.pdf",
            Documents.pdf(
                Bytes.text("<< /Type /Filespec /EF << /F 2 0 R >> >>"),
                Documents.deflatedStream("", HostilePrograms.exe())),
            PDF_UNREADABLE),
        Sample.of(
            "a PDF with a program attached",
            "a.pdf",
            Documents.pdf(
                Bytes.text("<< /EF << /F 2 0 R >> >>"),
                Documents.deflatedStream("/Type /EmbeddedFile", HostilePrograms.exe())),
            HOLDS + PROGRAM),
        Sample.of(
            "a PDF with a PDF with a script attached",
            "a.pdf",
            Documents.pdf(
                Documents.deflatedStream("/Type /Embedded#46ile", Documents.pdf("<< /JS (x) >>"))),
            HOLDS + PDF_ACTS));
  }
}
