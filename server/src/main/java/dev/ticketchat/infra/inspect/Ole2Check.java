package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// Looks through a compound file (the older Office formats, Outlook's mails, Windows' installers)
/// for its directory. Sectors and the directory's entries are aligned, so every 128 bytes are
/// looked at for being an entry, wherever they lie and whatever chains say: a loop, a lie or a
/// second document inside the first hides nothing. PowerPoint's macros show in a record within a
/// stream, which is seen unless it straddles two of the 128 bytes; macros of Excel 4 are not seen.
final class Ole2Check {
  private static final int ENTRY = 128;
  private static final int ROOT = 5;

  /// The class of Windows' installer.
  private static final byte[] INSTALLER =
      HexFormat.of().parseHex("84100c0000000000c000000000000046");

  /// PowerPoint's record that says whether there are macros.
  private static final byte[] MACRO_RECORD = HexFormat.of().parseHex("020000040c000000");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("worddocument", "application/msword"),
          Map.entry("workbook", "application/vnd.ms-excel"),
          Map.entry("book", "application/vnd.ms-excel"),
          Map.entry("powerpoint document", "application/vnd.ms-powerpoint"),
          Map.entry("visiodocument", "application/vnd.visio"),
          Map.entry("quill", "application/x-mspublisher"),
          Map.entry("__properties_version1.0", "application/vnd.ms-outlook"));

  private static final Map<String, Finding> FINDINGS =
      Map.ofEntries(
          Map.entry("_vba_project", Finding.MACROS),
          Map.entry("_vba_project_cur", Finding.MACROS),
          Map.entry("vba", Finding.MACROS),
          Map.entry("macros", Finding.MACROS),
          Map.entry("\u0001ole10native", Finding.EMBEDDED_OBJECT),
          Map.entry("\u0003ocxname", Finding.EMBEDDED_OBJECT),
          Map.entry("encryptedpackage", Finding.ENCRYPTED));

  private final Place place;
  private String type = "application/x-tika-msoffice";
  private boolean known;

  Ole2Check(Place place) {
    this.place = place;
  }

  /// Reads the file, and returns its type by the first stream that tells.
  String read(Content file) throws IOException {
    while (file.has(ENTRY)) {
      look(file);
      file.consume(ENTRY);
    }
    return type;
  }

  private void look(Content file) {
    var bytes = file.buffer();
    int at = file.start();
    int kind = bytes[at + 66];
    int length = (bytes[at + 64] & 0xFF) | (bytes[at + 65] & 0xFF) << 8;
    boolean entry = (kind == 1 || kind == 2 || kind == ROOT) && bytes[at + 67] >>> 1 == 0;
    if (entry && length >= 4 && length <= 64 && length % 2 == 0) {
      entry(new String(bytes, at, length - 2, StandardCharsets.UTF_16LE).toLowerCase(Locale.ROOT));
      if (kind == ROOT && Arrays.equals(bytes, at + 80, at + 96, INSTALLER, 0, INSTALLER.length)) {
        place.judge("application/x-msi");
      }
    }
    lookForMacros(bytes, at);
  }

  private void entry(String name) {
    var finding = FINDINGS.get(name);
    if (finding != null) {
      place.found(finding);
    }
    var told = TYPES.get(name);
    if (told != null && !known) {
      type = told;
      known = true;
    }
  }

  private void lookForMacros(byte[] bytes, int from) {
    for (int at = from; at + 16 <= from + ENTRY; at++) {
      boolean record =
          bytes[at] == 2
              && Arrays.equals(
                  bytes, at, at + MACRO_RECORD.length, MACRO_RECORD, 0, MACRO_RECORD.length);
      if (record && bytes[at + 12] == 1) {
        place.found(Finding.MACROS);
      }
    }
  }
}
