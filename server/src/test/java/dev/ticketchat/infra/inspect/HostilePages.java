package dev.ticketchat.infra.inspect;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.List;

/// Pages, drawings and XML that run code in a browser, in whatever encoding.
final class HostilePages {
  static final String PAGE = "is a web page, which is not accepted";
  static final String DRAWING = "is an SVG drawing, which can hold programs and is not accepted";
  static final String ACTIVE_XML = "is XML with active content, which is not accepted";

  private HostilePages() {}

  static List<Sample> pages() {
    return List.of(
        Sample.text("a page called a text", "a.txt", "<html><body>x</body></html>", PAGE),
        Sample.text(
            "a page behind blanks and a comment",
            "a.txt",
            " \n\t<!-- a --> \n<!-- b --><!DOCTYPE html><p>x",
            PAGE),
        Sample.of(
            "a page behind a byte order mark",
            "a.txt",
            Bytes.text("\uFEFF<script>alert(1)</script>"),
            PAGE),
        Sample.of(
            "a page behind NULs", "a.txt", Bytes.text("\0\0\0\0<script>alert(1)</script>"), PAGE),
        Sample.of(
            "a page in UTF-16, little end first",
            "a.txt",
            Bytes.join(Bytes.hex("FFFE"), Bytes.text("<html><script>x</script>", UTF_16LE)),
            PAGE),
        Sample.of(
            "a page in UTF-16, big end first",
            "a.txt",
            Bytes.join(Bytes.hex("FEFF"), Bytes.text("<html><script>x</script>", UTF_16BE)),
            PAGE),
        Sample.of(
            "a page in UTF-16 without a mark",
            "a.txt",
            Bytes.text("<html><script>alert(1)</script></html>", UTF_16LE),
            PAGE),
        Sample.text("a page in UTF-7", "a.txt", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", PAGE),
        Sample.text("a page in capitals", "a.csv", "<SCRIPT SRC=//evil/x.js></SCRIPT>", PAGE),
        Sample.text(
            "a fragment that loads something", "a.txt", "<iframe src=javascript:alert(1)>", PAGE),
        Sample.text(
            "a picture's tag with a handler", "a.txt", "<img src=x onerror=alert(1)>", PAGE),
        Sample.text("an old page behind a word", "a.txt", "hello <script>alert(1)</script>", PAGE),
        Sample.text(
            "a page behind an XML declaration",
            "a.xml",
            "<?xml version=\"1.0\"?><html><script>x</script></html>",
            PAGE),
        Sample.text(
            "XHTML",
            "a.xml",
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            PAGE),
        Sample.text(
            "a saved page",
            "a.eml",
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
            PAGE),
        Sample.text(
            "a page with a mail's header further down",
            "a.eml",
            "<script>x</script>\nMessage-ID: <x>\n",
            PAGE),
        Sample.text(
            "an SVG drawing",
            "a.svg.png",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>",
            DRAWING),
        Sample.declared(
            "an SVG drawing declared a PNG",
            "a.png",
            "image/png",
            Bytes.text("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            DRAWING),
        Sample.of(
            "a compressed SVG drawing",
            "a.gz",
            Archives.gzip(Bytes.text("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")),
            "contains a file that " + DRAWING),
        Sample.text(
            "XML with a stylesheet",
            "a.xml",
            "<?xml version=\"1.0\"?><?xml-stylesheet href=\"x.xsl\" type=\"text/xsl\"?><a/>",
            ACTIVE_XML),
        Sample.text(
            "XML with a script in a namespace",
            "a.xml",
            "<?xml version=\"1.0\"?><a><h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">x</h:script></a>",
            ACTIVE_XML),
        Sample.text(
            "XML with a namespace in references",
            "a.xml",
            "<?xml version=\"1.0\"?><a><s xmlns=\"http://www.w3.org/1999/xhtm&#x6C;\"/></a>",
            ACTIVE_XML),
        Sample.text(
            "XML with a namespace without a declaration",
            "a.txt",
            "<data xmlns:s='http://www.w3.org/2000/svg'><s:script/></data>",
            ACTIVE_XML),
        Sample.text(
            "XML with entities",
            "a.xml",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"xhtml\">]><a/>",
            ACTIVE_XML),
        Sample.text(
            "XML in UTF-7", "a.xml", "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>", ACTIVE_XML),
        Sample.of(
            "XML in UTF-16 with a stylesheet",
            "a.xml",
            Bytes.join(
                Bytes.hex("FFFE"),
                Bytes.text("<?xml version=\"1.0\"?><?xml-stylesheet href=\"x\"?><a/>", UTF_16LE)),
            ACTIVE_XML),
        Sample.text(
            "XSLT",
            "a.xml",
            "<?xml version=\"1.0\"?><x:stylesheet xmlns:x=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"/>",
            "is active content, which is not accepted"),
        Sample.text(
            "a Windows search that phones home",
            "a.xml",
            "<?xml version=\"1.0\"?><searchConnectorDescription xmlns=\"http://schemas.microsoft.com/windows/2009/searchConnector\"/>",
            ACTIVE_XML));
  }
}
