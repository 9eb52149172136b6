package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Looks through a PDF for names of actions: in its objects, and in its object streams, which are
/// inflated. Files embedded in it are inspected as members of an archive are. Other streams (pages,
/// fonts, pictures) hold no names and are passed over.
///
/// A PDF can be read in more ways than one. Where this reading and another could differ, nothing is
/// left unseen: object streams and embedded files are counted by name, and one that was named but
/// not read makes the file unreadable; what looks like an object inside a stream is read as one.
/// Not seen: actions in object streams that do not name their type, which most readers do not read
/// either, and scripts of XFA forms.
final class PdfCheck {
  private static final byte[] MAGIC = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  private final Content pdf;
  private final Budget budget;
  private final Place place;
  private final Members embedded;
  private final PdfNames all = new PdfNames();
  private final PdfNames ofObject = new PdfNames();
  private final PdfSyntax syntax = new PdfSyntax();
  private int objectStreamsRead;
  private int embeddedRead;

  /// @param place the PDF's
  /// @param embedded takes the files embedded in it
  PdfCheck(Content pdf, Budget budget, Place place, Members embedded) {
    this.pdf = pdf;
    this.budget = budget;
    this.place = place;
    this.embedded = embedded;
  }

  void read() throws IOException {
    requireMagicAtStart();
    for (int next = pdf.read(); next >= 0; next = pdf.read()) {
      ofObject.feed(next);
      look(all.feed(next));
      switch (syntax.feed(next)) {
        case NOTHING -> {}
        case OBJECT -> ofObject.reset();
        case STREAM -> {
          stream();
          ofObject.reset();
        }
      }
    }
    look(all.end());
    boolean left =
        all.count(PdfNames.OBJECT_STREAM) > objectStreamsRead
            || all.count(PdfNames.EMBEDDED_FILE) > embeddedRead
            || all.count(PdfNames.EMBEDDED) > embeddedRead;
    if (left) {
      place.found(Finding.PDF_UNREADABLE);
    }
  }

  private void requireMagicAtStart() throws IOException {
    int at = 0;
    if (pdf.has(3) && pdf.peek(0) == 0xEF && pdf.peek(1) == 0xBB && pdf.peek(2) == 0xBF) {
      at = 3;
    }
    while (pdf.has(at + 1) && at < Content.HEAD - 1 && PdfNames.isBlank(pdf.peek(at))) {
      at++;
    }
    for (byte each : MAGIC) {
      if (!pdf.has(at + 1) || pdf.peek(at++) != each) {
        place.found(Finding.HIDDEN_DATA);
        return;
      }
    }
  }

  private void look(String name) {
    if (PdfNames.isAction(name)) {
      place.found(Finding.PDF_ACTION);
    }
  }

  private void stream() throws IOException {
    while (pdf.available() > 0 && PdfNames.isBlank(pdf.peek(0))) {
      pdf.consume(1);
    }
    boolean objects =
        ofObject.count(PdfNames.OBJECT_STREAM) > 0
            || (ofObject.count("First") > 0 && ofObject.count("N") > 0);
    if (objects && ofObject.plain()) {
      objectStreamsRead++;
      return;
    }
    if (ofObject.deflated() && objects) {
      objectStream();
    } else if (ofObject.deflated() && ofObject.count(PdfNames.EMBEDDED_FILE) > 0) {
      embeddedFile();
    }
    syntax.passOverStream(pdf);
  }

  private void objectStream() throws IOException {
    try (var names = new Inflated(pdf, budget, false, Long.MAX_VALUE)) {
      var buffer = new byte[8192];
      for (int count = names.read(buffer); count > 0; count = names.read(buffer)) {
        for (int i = 0; i < count; i++) {
          look(all.feed(buffer[i] & 0xFF));
        }
      }
      look(all.end());
      objectStreamsRead++;
    } catch (Damaged _) {
      // Perhaps encrypted. It counts as not read.
    }
  }

  private void embeddedFile() throws IOException {
    budget.countEntry();
    try (var bytes = new Inflated(pdf, budget, false, Long.MAX_VALUE)) {
      budget.within(() -> embedded.member("", bytes));
      embeddedRead++;
    } catch (Damaged _) {
      // As above.
    }
  }
}
