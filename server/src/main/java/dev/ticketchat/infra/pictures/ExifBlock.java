package dev.ticketchat.infra.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A block of EXIF metadata: a small TIFF file, which is a graph of directories. Takes any bytes;
/// what points out of the block is not followed. For one thread.
final class ExifBlock {
  private static final int HEADER = 8;
  private static final int ENTRY = 12;
  private static final int MAX_DIRECTORIES = 64;

  private static final int ORIENTATION = 0x0112;
  private static final int GPS = 0x8825;

  /// Tags whose value is a directory: of sub-images, EXIF and interoperability.
  private static final Set<Integer> DIRECTORIES = Set.of(0x014a, 0x8769, 0xa005);

  /// A tag that means nothing, and its type of raw bytes.
  private static final int PADDING = 0xea1c;

  private static final int UNDEFINED = 7;
  private static final int SHORT = 3;

  /// Bytes of one value of each type; 0 for types that there are not.
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  private final ByteBuffer bytes;

  private ExifBlock(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /// The block in these bytes, which it changes.
  static Optional<ExifBlock> of(byte[] bytes) {
    if (bytes.length < HEADER) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.wrap(bytes);
    return switch (buffer.getInt(0)) {
      case 0x4d4d002a -> Optional.of(new ExifBlock(buffer));
      case 0x49492a00 -> Optional.of(new ExifBlock(buffer.order(ByteOrder.LITTLE_ENDIAN)));
      default -> Optional.empty();
    };
  }

  /// How the picture is turned: from 1, upright, to 8.
  int orientation() {
    return entries(first())
        .filter(entry -> tag(entry) == ORIENTATION && type(entry) == SHORT)
        .findFirst()
        .map(entry -> bytes.getShort(entry + 8) & 0xffff)
        .filter(value -> value >= 1 && value <= 8)
        .orElse(1);
  }

  /// Overwrites every directory of positions and its values with zeros, and makes the entry that
  /// points to it one that means nothing. Nothing moves.
  ///
  /// @return whether there was one
  boolean removePosition() {
    var directories = directories();
    var pointers =
        directories.stream()
            .flatMap(directory -> entries(directory).filter(entry -> tag(entry) == GPS))
            .toList();
    for (var pointer : pointers) {
      var target = offset(pointer);
      if (!directories.contains(target)) {
        erase(target);
      }
      unlink(pointer);
    }
    return !pointers.isEmpty();
  }

  private int first() {
    return toOffset(bytes.getInt(4));
  }

  /// Where the directories are that can be reached, except those of positions.
  private Set<Integer> directories() {
    var found = new HashSet<Integer>();
    var open = new ArrayDeque<>(List.of(first()));
    while (!open.isEmpty() && found.size() < MAX_DIRECTORIES) {
      var directory = open.remove();
      if (count(directory) > 0 && found.add(directory)) {
        open.addAll(references(directory));
      }
    }
    return found;
  }

  private List<Integer> references(int directory) {
    var references = new ArrayList<Integer>();
    entries(directory)
        .filter(entry -> DIRECTORIES.contains(tag(entry)))
        .forEach(entry -> references.addAll(pointers(entry)));
    var next = directory + 2 + count(directory) * ENTRY;
    if (fits(next, 4)) {
      references.add(toOffset(bytes.getInt(next)));
    }
    return references;
  }

  /// An entry points to one directory, or to a list of pointers.
  private List<Integer> pointers(int entry) {
    var count = Math.min(Integer.toUnsignedLong(bytes.getInt(entry + 4)), MAX_DIRECTORIES);
    if (count == 1) {
      return List.of(offset(entry));
    }
    var pointers = new ArrayList<Integer>();
    for (var i = 0; i < count && fits(offset(entry), 4 * (i + 1)); i++) {
      pointers.add(toOffset(bytes.getInt(offset(entry) + 4 * i)));
    }
    return pointers;
  }

  private void erase(int directory) {
    entries(directory).toList().forEach(this::eraseValue);
    var size = 2 + count(directory) * ENTRY;
    zero(directory, fits(directory, size + 4) ? size + 4 : size);
  }

  private void eraseValue(int entry) {
    var type = type(entry);
    var each = type < SIZES.length ? SIZES[type] : 0;
    var size = each * Integer.toUnsignedLong(bytes.getInt(entry + 4));
    if (size > 4 && size <= bytes.capacity()) {
      zero(offset(entry), (int) size);
    }
  }

  private void unlink(int entry) {
    bytes.putShort(entry, (short) PADDING);
    bytes.putShort(entry + 2, (short) UNDEFINED);
    bytes.putInt(entry + 4, 4);
    bytes.putInt(entry + 8, 0);
  }

  /// Not what lies outside, and not the header.
  private void zero(int from, int size) {
    if (from >= HEADER && size > 0 && fits(from, size)) {
      bytes.put(from, new byte[size]);
    }
  }

  /// Where the entries of a directory are.
  private Stream<Integer> entries(int directory) {
    return IntStream.range(0, count(directory)).mapToObj(i -> directory + 2 + i * ENTRY);
  }

  /// The number of entries, of those that are within the block.
  private int count(int directory) {
    if (directory < HEADER || !fits(directory, 2)) {
      return 0;
    }
    var said = bytes.getShort(directory) & 0xffff;
    return Math.min(said, (bytes.capacity() - directory - 2) / ENTRY);
  }

  private int tag(int entry) {
    return bytes.getShort(entry) & 0xffff;
  }

  private int type(int entry) {
    return bytes.getShort(entry + 2) & 0xffff;
  }

  private int offset(int entry) {
    return toOffset(bytes.getInt(entry + 8));
  }

  private boolean fits(int from, int size) {
    return from >= 0 && size >= 0 && from <= bytes.capacity() - size;
  }

  /// 0, where nothing is, for what cannot be within the block.
  private int toOffset(int value) {
    return value > 0 && value < bytes.capacity() ? value : 0;
  }
}
