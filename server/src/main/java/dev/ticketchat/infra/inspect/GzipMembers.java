package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Reads a gzip file: one file inside, compressed in one piece or in several, one after the other.
final class GzipMembers {
  private static final int MAGIC = 0x8B1F;
  private static final int DEFLATE = 8;
  private static final int SUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final Content gzip;
  private final Budget budget;
  private final Place place;
  private final Members members;

  /// @param place the gzip file's
  GzipMembers(Content gzip, Budget budget, Place place, Members members) {
    this.gzip = gzip;
    this.budget = budget;
    this.place = place;
    this.members = members;
  }

  void walk() throws IOException {
    budget.countEntry();
    var name = header();
    MemberNames.check(name, place, place.inside());
    try (var pieces = new Pieces()) {
      members.member(name, pieces);
      pieces.transferTo(OutputStream.nullOutputStream());
    }
    for (int next = gzip.read(); next >= 0; next = gzip.read()) {
      if (next != 0) {
        place.found(Finding.HIDDEN_DATA);
      }
    }
  }

  /// The name in a header; empty without one.
  private String header() throws IOException {
    if (gzip.u16le() != MAGIC || gzip.u8() != DEFLATE) {
      throw new Damaged("no gzip header");
    }
    int flags = gzip.u8();
    gzip.skip(6);
    if ((flags & RESERVED) != 0) {
      throw new Damaged("an unknown gzip header");
    }
    if ((flags & EXTRA) != 0) {
      gzip.skip(gzip.u16le());
    }
    var name = (flags & NAME) != 0 ? text() : "";
    if ((flags & COMMENT) != 0) {
      text();
    }
    if ((flags & SUM) != 0) {
      gzip.skip(2);
    }
    return name;
  }

  private String text() throws IOException {
    var text = new StringBuilder();
    for (int next = gzip.u8(); next != 0; next = gzip.u8()) {
      if (text.length() == MemberNames.MAX_BYTES) {
        throw new Damaged("too long a name");
      }
      text.append((char) next);
    }
    return new String(
        text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private boolean anotherFollows() throws IOException {
    return gzip.has(2) && gzip.peek(0) == (MAGIC & 0xFF) && gzip.peek(1) == MAGIC >> 8;
  }

  /// The contents of all pieces as one.
  private final class Pieces extends MemberStream {
    private Inflated piece = new Inflated(gzip, budget, true, Long.MAX_VALUE);
    private boolean done;

    @Override
    int next(byte[] into, int from, int length) throws IOException {
      int count = done ? -1 : piece.read(into, from, length);
      while (count < 0 && !done) {
        trailer();
        done = !anotherFollows();
        if (done) {
          return -1;
        }
        MemberNames.check(header(), place, place.inside());
        piece.close();
        piece = new Inflated(gzip, budget, true, Long.MAX_VALUE);
        count = piece.read(into, from, length);
      }
      return count;
    }

    @Override
    long packed() {
      return gzip.position();
    }

    @Override
    public void close() {
      piece.close();
    }

    private void trailer() throws IOException {
      if (gzip.u32le() != piece.sum() || gzip.u32le() != (piece.count() & 0xFFFFFFFFL)) {
        throw new Damaged("the trailer says something else than the bytes");
      }
    }
  }
}
