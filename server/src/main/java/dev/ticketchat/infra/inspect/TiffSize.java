package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/// TIFF: a chain of directories, one a page, anywhere in the file. BigTIFF is not read.
final class TiffSize {
  private static final int MAGIC = 42;
  private static final int ENTRY = 12;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int SHORT = 3;

  /// Real ones have some dozens.
  private static final int MAX_ENTRIES = 1000;

  private final FileChannel file;
  private final ByteOrder order;
  private final PictureSize size = new PictureSize();

  private TiffSize(FileChannel file, ByteOrder order) {
    this.file = file;
    this.order = order;
  }

  static PictureSize read(FileChannel file, FileRules rules) throws IOException {
    var first = new TiffSize(file, ByteOrder.BIG_ENDIAN).at(0, 2).getShort();
    var order = first == ('I' << 8 | 'I') ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return new TiffSize(file, order).read(rules.limit(Bound.FRAMES));
  }

  /// A chain that runs in a circle is one of too many pages.
  private PictureSize read(long maxPages) throws IOException {
    if (at(2, 2).getShort() != MAGIC) {
      throw new Damaged("no TIFF");
    }
    long pages = 0;
    for (long page = u32(at(4, 4)); page != 0 && pages <= maxPages; pages++) {
      page = page(page);
    }
    size.seeFrames(pages);
    return size;
  }

  /// @return where the next page is
  private long page(long position) throws IOException {
    int entries = at(position, 2).getShort() & 0xFFFF;
    if (entries > MAX_ENTRIES) {
      throw new Damaged("too long a directory");
    }
    var directory = at(position + 2, entries * ENTRY + Integer.BYTES);
    long width = 0;
    long height = 0;
    for (int i = 0; i < entries; i++) {
      int tag = directory.getShort() & 0xFFFF;
      int type = directory.getShort();
      directory.getInt();
      long value = u32(directory);
      value = type == SHORT && order == ByteOrder.BIG_ENDIAN ? value >> 16 : value;
      value = type == SHORT ? value & 0xFFFF : value;
      width = tag == WIDTH ? value : width;
      height = tag == HEIGHT ? value : height;
    }
    size.see(width, height);
    return u32(directory);
  }

  private static long u32(ByteBuffer bytes) {
    return bytes.getInt() & 0xFFFFFFFFL;
  }

  private ByteBuffer at(long position, int count) throws IOException {
    var bytes = ByteBuffer.allocate(count).order(order);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw new Damaged("breaks off");
      }
    }
    return bytes.flip();
  }
}
