package dev.ticketchat.infra.inspect;

import static dev.ticketchat.infra.inspect.OrdinaryFiles.log;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.charset.Charset;
import java.util.List;

/// Texts of every sort, and bytes that are nothing known.
final class OrdinaryTexts {
  private static final String CSV = "name;city;sum\nAnna;\"Köln; Süd\";12,50\nBert;Bonn;3,00\n";
  private static final String PROSE = "Guten Tag, der Drucker druckt nicht. Grüße, Jürgen\n";

  private OrdinaryTexts() {}

  static List<Sample> texts() {
    return List.of(
        Sample.text("a text", "a.txt", PROSE, "text/plain txt"),
        Sample.declared(
            "a text in Windows' code page",
            "a.txt",
            "text/plain",
            Bytes.text(PROSE, Charset.forName("windows-1252")),
            "text/plain txt"),
        Sample.text("a text whose whole name is an extension", "one", PROSE, "text/plain txt"),
        Sample.text("a text in Russian", "a.txt", "Принтер не печатает.\n", "text/plain txt"),
        Sample.of(
            "a text in Russian in an old code page",
            "a.txt",
            Bytes.text("Принтер не печатает.\n", Charset.forName("windows-1251")),
            "text/plain txt"),
        Sample.of(
            "a text in Japanese in Shift JIS",
            "a.txt",
            Bytes.text("プリンターが動きません。\n", Charset.forName("Shift_JIS")),
            "text/plain txt"),
        Sample.text("a text in Arabic", "a.txt", "\uFEFFالطابعة لا تعمل\n", "text/plain txt"),
        Sample.of(
            "a text in UTF-16",
            "a.txt",
            Bytes.join(Bytes.hex("FFFE"), Bytes.text("打印机不工作\r\n", UTF_16LE)),
            "text/plain txt"),
        Sample.text("an emoji", "a.txt", "👍", "text/plain txt"),
        Sample.text(
            "a log with colours",
            "a.log",
            "\u001B[31mERROR\u001B[0m it broke\n" + log(50),
            "text/plain txt"),
        Sample.text(
            "a log with a page far inside",
            "a.log",
            log(30) + "<html><body>502 Bad Gateway</body></html>\n",
            "text/plain txt"),
        Sample.text(
            "a text about tags", "a.txt", "Please use <b>bold</b> and 3 < 4.\n", "text/plain txt"),
        Sample.text(
            "a stack trace",
            "a.txt",
            "java.lang.IllegalStateException: no\n\tat a.B.<init>(B.java:3)\n",
            "text/plain txt"),
        Sample.declared(
            "a CSV table", "a.csv", "application/vnd.ms-excel", Bytes.text(CSV), "text/csv csv"),
        Sample.declared(
            "a CSV table with commas",
            "a.csv",
            "text/csv",
            Bytes.text("a,b\n1,2\n3,4\n"),
            "text/csv csv"),
        Sample.declared(
            "Markdown",
            "a.md",
            "text/markdown",
            Bytes.text("# Title\n\nSee [this](https://example.com).\n\n```sh\nls\n```\n"),
            "text/markdown md"),
        Sample.declared(
            "JSON",
            "a.json",
            "application/json",
            Bytes.text("{\"a\": [1, 2, {\"b\": null}]}\n"),
            "application/json json"),
        Sample.text(
            "YAML", "a.yaml", "# settings\nname: x\nlist:\n  - a\n  - b\n", "text/plain txt"),
        Sample.declared(
            "XML",
            "a.xml",
            "text/xml",
            Bytes.text(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<order><form/><head/><body>x</body></order>"),
            "application/xml xml"),
        Sample.text(
            "a calendar entry",
            "a.ics",
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
            "text/calendar ics"),
        Sample.text(
            "a visiting card",
            "a.vcf",
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEND:VCARD\r\n",
            "text/vcard vcf"),
        Sample.text(
            "a certificate",
            "a.pem",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
            "application/octet-stream bin"),
        Sample.of("an empty file", "a.txt", new byte[0], "text/plain txt"),
        Sample.declared(
            "an empty file declared a text", "a.txt", "text/plain", new byte[0], "text/plain txt"),
        Sample.of(
            "unknown bytes",
            "a.dat",
            Bytes.hex("9F8E7D6C5B4A39281706F5E4D3C2B1A0000102030405"),
            "application/octet-stream bin"),
        Sample.declared(
            "unknown bytes of a type that has no mark",
            "a.dat",
            "application/x-of-ours",
            Bytes.hex("9F8E7D6C5B4A39281706F5E4D3C2B1A0000102030405"),
            "application/octet-stream bin"),
        Sample.declared(
            "a text with a type that is none",
            "a.txt",
            "nonsense",
            Bytes.text(PROSE),
            "text/plain txt"));
  }
}
