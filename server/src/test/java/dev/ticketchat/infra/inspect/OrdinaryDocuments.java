package dev.ticketchat.infra.inspect;

import static dev.ticketchat.infra.inspect.Documents.WORD;

import java.util.List;

/// Documents and mails.
final class OrdinaryDocuments {

  private OrdinaryDocuments() {}

  static List<Sample> documents() {
    var picture = Images.real("png");
    return List.of(
        Sample.declared(
            "a PDF",
            "a.pdf",
            "application/pdf",
            Documents.pdf(
                Bytes.text("<< /Type /Catalog >>"),
                Documents.deflatedStream("", Bytes.text("BT (x) Tj ET")),
                Documents.deflatedStream(
                    "/Type /ObjStm /N 1 /First 4", Bytes.text("5 0 << /Type /Font >>"))),
            "application/pdf pdf"),
        Sample.of(
            "a PDF with an invoice in XML attached",
            "a.pdf",
            Documents.pdf(
                Bytes.text("<< /Type /Filespec /EF << /F 2 0 R >> >>"),
                Documents.deflatedStream(
                    "/Type /EmbeddedFile /Subtype /text#2Fxml",
                    Bytes.text("<?xml version=\"1.0\"?><Invoice/>"))),
            "application/pdf pdf"),
        Sample.of(
            "a PDF with noise in its streams",
            "a.pdf",
            Documents.pdf(
                Documents.stream(
                    "/Subtype /Image /Filter /DCTDecode",
                    Bytes.text("/JS (x) /Launch >> stream ("))),
            "application/pdf pdf"),
        Sample.declared(
            "a Word file",
            "a.docx",
            Documents.openXmlType("wordprocessingml.document"),
            Documents.openXml(
                WORD,
                "word/media/image1.png",
                picture,
                "word/media/image2.svg",
                Bytes.text("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")),
            Documents.openXmlType("wordprocessingml.document") + " docx"),
        Sample.declared(
            "a Word file declared a zip",
            "a.docx",
            "application/zip",
            Documents.openXml(WORD),
            Documents.openXmlType("wordprocessingml.document") + " docx"),
        Sample.of(
            "a Word file with a link and a chart's Excel file",
            "a.docx",
            Documents.openXml(
                WORD,
                "word/_rels/document.xml.rels",
                Documents.relationships(
                    "http://x/relationships/hyperlink",
                    "http://example.com",
                    "TargetMode=\"External\""),
                "word/embeddings/a.xlsx",
                Documents.openXml("spreadsheetml.sheet.main")),
            Documents.openXmlType("wordprocessingml.document") + " docx"),
        Sample.declared(
            "an Excel file",
            "a.xlsx",
            Documents.openXmlType("spreadsheetml.sheet"),
            Documents.openXml("spreadsheetml.sheet.main"),
            Documents.openXmlType("spreadsheetml.sheet") + " xlsx"),
        Sample.declared(
            "a PowerPoint file",
            "a.pptx",
            "",
            Documents.openXml("presentationml.presentation.main"),
            Documents.openXmlType("presentationml.presentation") + " pptx"),
        Sample.declared(
            "an OpenDocument text",
            "a.odt",
            "application/vnd.oasis.opendocument.text",
            Documents.openDocument("text", "Pictures/a.png", picture),
            "application/vnd.oasis.opendocument.text odt"),
        Sample.declared(
            "an OpenDocument table",
            "a.ods",
            "",
            Documents.openDocument("spreadsheet"),
            "application/vnd.oasis.opendocument.spreadsheet ods"),
        Sample.declared(
            "an e-book",
            "a.epub",
            "application/epub+zip",
            Documents.epub(),
            "application/epub+zip epub"),
        Sample.declared(
            "an old Word file",
            "a.doc",
            "application/msword",
            Documents.compound("WordDocument", "1Table"),
            "application/msword doc"),
        Sample.declared(
            "an old Excel file",
            "a.xls",
            "application/vnd.ms-excel",
            Documents.compound("Workbook"),
            "application/vnd.ms-excel xls"),
        Sample.declared(
            "an old PowerPoint file",
            "a.ppt",
            "application/vnd.ms-powerpoint",
            Documents.compound("PowerPoint Document"),
            "application/vnd.ms-powerpoint ppt"),
        Sample.declared(
            "a mail of Outlook",
            "a.msg",
            "application/vnd.ms-outlook",
            Documents.compound("__nameid_version1.0", "__properties_version1.0"),
            "application/vnd.ms-outlook msg"),
        Sample.declared(
            "a mail",
            "a.eml",
            "message/rfc822",
            Bytes.text("From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n\r\nhello\r\n"),
            "message/rfc822 eml"),
        Sample.declared(
            "a mail with a page in it",
            "a.eml",
            "message/rfc822",
            Bytes.text(
                "From: a@x\r\nTo: b@x\r\nContent-Type: text/html\r\n\r\n<html><body>hello</body></html>\r\n"),
            "message/rfc822 eml"),
        Sample.declared(
            "RTF",
            "a.rtf",
            "application/msword",
            Bytes.text("{\\rtf1\\ansi hello\\par}"),
            "application/rtf rtf"));
  }
}
