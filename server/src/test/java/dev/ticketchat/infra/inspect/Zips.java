package dev.ticketchat.infra.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes zips, honest ones and others.
final class Zips {
  private final Bytes local = new Bytes();
  private final Bytes directory = new Bytes();
  private int entries;

  /// A zip of such members, alternately a name and its bytes.
  static byte[] of(Object... namesAndBytes) {
    var zip = new Zips();
    for (int i = 0; i < namesAndBytes.length; i += 2) {
      zip.add(ZipSample.deflated((String) namesAndBytes[i], (byte[]) namesAndBytes[i + 1]));
    }
    return zip.done();
  }

  static byte[] of(ZipSample... entries) {
    var zip = new Zips();
    List.of(entries).forEach(zip::add);
    return zip.done();
  }

  Zips add(ZipSample entry) {
    int offset = local.size();
    addLocal(entry);
    return addToDirectory(entry, offset);
  }

  /// The member alone, without a line in the directory.
  Zips addLocal(ZipSample entry) {
    local.u32le(0x04034B50).u16le(20);
    header(local, entry, entry.name, entry.size);
    local.add(name(entry.name)).add(entry.packed);
    return this;
  }

  /// A member whose lengths stand behind it, with or without the signature that may precede them.
  Zips addStreamed(ZipSample entry, boolean signature) {
    int offset = local.size();
    var streamed = entry.flags(8);
    local.u32le(0x04034B50).u16le(20).u16le(8).u16le(entry.method).u32le(0);
    local.u32le(0).u32le(0).u32le(0).u16le(name(entry.name).length).u16le(0);
    local.add(name(entry.name)).add(entry.packed);
    if (signature) {
      local.u32le(0x08074B50);
    }
    local.u32le(entry.sum).u32le(entry.saidPacked).u32le(entry.size);
    return addToDirectory(streamed, offset);
  }

  Zips addToDirectory(ZipSample entry, int offset) {
    directory.u32le(0x02014B50).u16le(3 << 8 | 20).u16le(20);
    header(directory, entry, entry.nameInDirectory, entry.sizeInDirectory);
    directory.u16le(0).u16le(0).u16le(0).u32le(entry.mode).u32le(offset);
    directory.add(name(entry.nameInDirectory));
    entries++;
    return this;
  }

  byte[] done() {
    return done(entries, "");
  }

  byte[] done(int saidEntries, String comment) {
    return Bytes.join(local.done(), directory.done(), end(saidEntries, local.size(), comment));
  }

  /// Something between the members and the directory.
  byte[] withGap(byte[] gap) {
    int begin = local.size() + gap.length;
    return Bytes.join(local.done(), gap, directory.done(), end(entries, begin, ""));
  }

  private byte[] end(int saidEntries, int begin, String comment) {
    return new Bytes()
        .u32le(0x06054B50)
        .u32le(0)
        .u16le(saidEntries)
        .u16le(saidEntries)
        .u32le(directory.size())
        .u32le(begin)
        .u16le(comment.length())
        .add(comment)
        .done();
  }

  private static void header(Bytes to, ZipSample entry, String name, long size) {
    to.u16le(entry.flags).u16le(entry.method).u32le(0);
    to.u32le(entry.sum).u32le(entry.saidPacked).u32le(size);
    to.u16le(name(name).length).u16le(0);
  }

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /// Many small members.
  static byte[] many(int count) {
    var zip = new Zips();
    for (int i = 0; i < count; i++) {
      zip.add(ZipSample.stored("n" + i, new byte[] {'x'}));
    }
    return zip.done();
  }

  /// One zip in the next.
  static byte[] nested(int levels, byte[] innermost) {
    var bytes = innermost;
    for (int i = 0; i < levels; i++) {
      bytes = of("level" + i + ".zip", bytes);
    }
    return bytes;
  }

  /// Sixteen of the same in each, level after level: small outside, enormous inside.
  static byte[] tree(int levels, byte[] innermost) {
    var bytes = innermost;
    for (int level = 0; level < levels; level++) {
      var zip = new ArrayList<ZipSample>();
      for (int i = 0; i < 16; i++) {
        zip.add(ZipSample.deflated("book" + i + ".zip", bytes));
      }
      bytes = of(zip.toArray(ZipSample[]::new));
    }
    return bytes;
  }

  /// Many lines of the directory that all mean the same bytes.
  static byte[] overlapping(int count, byte[] kernel) {
    var zip = new Zips();
    var entry = ZipSample.deflated("kernel", kernel);
    zip.addLocal(entry);
    for (int i = 0; i < count; i++) {
      zip.addToDirectory(entry, 0);
    }
    return zip.done();
  }

  /// Each member holds the header of the next, quoted in a block that is not compressed, and then
  /// what the next holds: all of them end in the same compressed bytes. A flat bomb that every
  /// reader unpacks without complaint.
  static byte[] quoted(int count, byte[] kernel) {
    var packed = Bytes.deflate(kernel, true);
    var content = kernel;
    var tail = packed;
    var entries = new ArrayList<ZipSample>();
    for (int i = count - 1; i >= 0; i--) {
      var entry =
          ZipSample.stored("f" + i, new byte[0])
              .method(8)
              .sum(Bytes.crc(content))
              .saidPacked(tail.length)
              .size(content.length);
      var header = new Zips().addLocal(entry).local.done();
      entries.addFirst(entry);
      var quote = new Bytes().u8(0).u16le(header.length).u16le(~header.length).done();
      tail = i == 0 ? Bytes.join(header, tail) : Bytes.join(quote, header, tail);
      content = Bytes.join(header, content);
    }
    var zip = new Zips();
    zip.local.add(tail);
    int offset = 0;
    for (var entry : entries) {
      zip.addToDirectory(entry, offset);
      offset = zip.local.size() - (int) entry.saidPacked + 5;
    }
    return zip.done();
  }
}
