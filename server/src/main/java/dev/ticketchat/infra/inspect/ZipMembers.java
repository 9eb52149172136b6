package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Walks a zip from front to back in one pass: each member's header, its bytes, and then the
/// directory, which must say the same of each. What lies between them, before or behind is no zip:
/// so members cannot overlap, hide, or be one thing to one reader and another to the next.
final class ZipMembers {
  static final long DESCRIPTOR = 0x08074B50L;

  private static final int MEMBER = 0x04034B50;
  private static final int ENTRY = 0x02014B50;
  private static final int END = 0x06054B50;
  private static final int LONG_END = 0x06064B50;
  private static final int LONG_END_LOCATOR = 0x07064B50;
  private static final int LENGTH_OF_LOCATOR = 16;
  private static final long MAX_LONG_END = 64 * 1024;

  private final Content zip;
  private final Budget budget;
  private final Place place;
  private final Members members;
  private final ZipDirectory directory;

  /// @param place the zip's
  ZipMembers(Content zip, Budget budget, Place place, Members members) {
    this.zip = zip;
    this.budget = budget;
    this.place = place;
    this.members = members;
    this.directory = new ZipDirectory(place);
  }

  void walk() throws IOException {
    for (boolean more = true; more; ) {
      int signature = (int) zip.u32le();
      switch (signature) {
        case MEMBER -> member(zip.position() - Integer.BYTES);
        case ENTRY -> directory.read(zip);
        case LONG_END -> skipLongEnd();
        case LONG_END_LOCATOR -> zip.skip(LENGTH_OF_LOCATOR);
        case END -> more = false;
        default -> throw new Damaged("neither a member nor a directory");
      }
    }
    directory.readEnd(zip);
    if (zip.available() > 0) {
      place.found(Finding.HIDDEN_DATA);
    }
  }

  private void skipLongEnd() throws IOException {
    long length = zip.u64le();
    if (length > MAX_LONG_END) {
      throw new Damaged("too long a record");
    }
    zip.skip(length);
  }

  private void member(long offset) throws IOException {
    budget.countEntry();
    zip.skip(2);
    var header = ZipHeader.read(zip);
    var bytes = zip.bytes(header.lengthOfName());
    var extra = new ZipExtra(zip.bytes(header.lengthOfExtra()));
    var entry = header.entry(new String(bytes, StandardCharsets.ISO_8859_1), extra);
    var name = new String(bytes, StandardCharsets.UTF_8);
    MemberNames.check(name, place, place.insideZip());
    MemberNames.check(extra.secondName(), place, place.insideZip());
    if (header.encrypted()) {
      place.found(Finding.ENCRYPTED);
      directory.found(offset, skipped(header, entry));
    } else if (entry.method() != ZipEntry.STORED && entry.method() != ZipEntry.DEFLATED) {
      place.found(Finding.UNREADABLE);
      directory.found(offset, skipped(header, entry));
    } else {
      directory.found(offset, read(name, header, entry));
    }
  }

  /// Passes over what the table lets pass though it cannot be read.
  private ZipEntry skipped(ZipHeader header, ZipEntry entry) throws IOException {
    if (header.lengthsBehind()) {
      throw new Damaged("a length that stands nowhere");
    }
    zip.skip(entry.packed());
    return entry;
  }

  private ZipEntry read(String name, ZipHeader header, ZipEntry said) throws IOException {
    try (var bytes = bytes(header, said)) {
      members.member(name, bytes);
      bytes.transferTo(OutputStream.nullOutputStream());
      var measured = said.measured(bytes);
      if (header.lengthsBehind()) {
        requireDescriptor(measured);
      } else if (!measured.equals(said)) {
        throw new Damaged("the header says something else than the bytes");
      }
      return measured;
    }
  }

  private MemberStream bytes(ZipHeader header, ZipEntry said) {
    if (said.method() == ZipEntry.DEFLATED) {
      return new Inflated(
          zip, budget, true, header.lengthsBehind() ? Long.MAX_VALUE : said.packed());
    }
    return header.lengthsBehind() ? new StoredUntilDescriptor(zip) : new Slice(zip, said.packed());
  }

  /// Reads sum and lengths behind a member. Its signature may be left out, and its lengths are
  /// short or long: what follows them tells.
  private void requireDescriptor(ZipEntry measured) throws IOException {
    if (zip.has(Integer.BYTES) && zip.peek32(0) == DESCRIPTOR) {
      zip.skip(Integer.BYTES);
    }
    boolean isShort = zip.has(14) && zip.peek(12) == 'P' && zip.peek(13) == 'K';
    boolean agrees =
        zip.u32le() == measured.sum()
            && (isShort ? zip.u32le() : zip.u64le()) == measured.packed()
            && (isShort ? zip.u32le() : zip.u64le()) == measured.size();
    if (!agrees) {
      throw new Damaged("the descriptor says something else than the bytes");
    }
  }
}
