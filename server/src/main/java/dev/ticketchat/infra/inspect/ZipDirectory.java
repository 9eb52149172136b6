package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Holds what was found in front of a zip's members against its directory: readers follow the one
/// or the other, so they must agree, entry for entry. Bounded by the entries that there may be, and
/// 2 MiB of names.
final class ZipDirectory {
  private static final int MAX_NAMES = 2 * 1024 * 1024;
  private static final int UNIX = 3;
  private static final int LINK = 0xA000;
  private static final int KIND_OF_FILE = 0xF000;
  private static final long ELSEWHERE = 0xFFFFFFFFL;

  private final Place place;
  private final Map<Long, ZipEntry> found = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private int lengthOfNames;
  private long entries;
  private long begin = -1;

  ZipDirectory(Place place) {
    this.place = place;
  }

  /// Remembers a member.
  ///
  /// @param entry with the lengths and sum of the bytes themselves
  void found(long offset, ZipEntry entry) throws Damaged {
    lengthOfNames += entry.name().length();
    require(begin < 0, "a member behind the directory");
    require(lengthOfNames <= MAX_NAMES, "too long names");
    require(names.add(entry.name()), "two members of one name");
    found.put(offset, entry);
    entries++;
  }

  /// Reads an entry, behind its signature.
  void read(Content zip) throws IOException {
    begin = begin < 0 ? zip.position() - Integer.BYTES : begin;
    int madeBy = zip.u16le() >> 8;
    zip.skip(2);
    var header = ZipHeader.read(zip);
    int lengthOfComment = zip.u16le();
    require(zip.u16le() == 0, "a second disk");
    zip.skip(2);
    long kind = zip.u32le() >> 16 & KIND_OF_FILE;
    long offset = zip.u32le();
    var name = new String(zip.bytes(header.lengthOfName()), StandardCharsets.ISO_8859_1);
    var extra = new ZipExtra(zip.bytes(header.lengthOfExtra()));
    var entry = header.entry(name, extra);
    require(entry.equals(found.remove(extra.length(offset))), "the directory says something else");
    zip.skip(lengthOfComment);
    if (madeBy == UNIX && kind == LINK) {
      place.found(Finding.MEMBER_NAME);
    }
    MemberNames.check(extra.secondName(), place, place.insideZip());
  }

  /// Reads the record at the end, behind its signature and including its comment.
  void readEnd(Content zip) throws IOException {
    long end = zip.position() - Integer.BYTES;
    require(zip.u32le() == 0, "a second disk");
    long here = zip.u16le();
    long all = zip.u16le();
    long size = zip.u32le();
    long offset = zip.u32le();
    zip.skip(zip.u16le());
    require(found.isEmpty(), "the directory leaves a member out");
    require(here == all && (all == entries || all == 0xFFFF), "the directory counts otherwise");
    long expected = begin < 0 ? end : begin;
    require(offset == expected || offset == ELSEWHERE, "the directory lies elsewhere");
    require(size <= end - expected || size == ELSEWHERE, "the directory is longer");
  }

  private static void require(boolean condition, String otherwise) throws Damaged {
    if (!condition) {
      throw new Damaged(otherwise);
    }
  }
}
