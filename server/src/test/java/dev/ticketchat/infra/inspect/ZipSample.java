package dev.ticketchat.infra.inspect;

import java.util.function.Consumer;

/// A member as both places of a zip will describe it; change one of them and the zip lies.
final class ZipSample {
  final String name;
  final byte[] packed;
  int flags;
  int method;
  long sum;
  long saidPacked;
  long size;
  String nameInDirectory;
  long sizeInDirectory;
  long mode;

  private ZipSample(String name, byte[] packed) {
    this.name = name;
    this.packed = packed;
    this.saidPacked = packed.length;
    this.nameInDirectory = name;
  }

  static ZipSample stored(String name, byte[] bytes) {
    return new ZipSample(name, bytes).sum(Bytes.crc(bytes)).size(bytes.length);
  }

  static ZipSample deflated(String name, byte[] bytes) {
    var packed = Bytes.deflate(bytes, true);
    return new ZipSample(name, packed).method(8).sum(Bytes.crc(bytes)).size(bytes.length);
  }

  ZipSample flags(int value) {
    return with(copy -> copy.flags = value);
  }

  ZipSample method(int value) {
    return with(copy -> copy.method = value);
  }

  ZipSample sum(long value) {
    return with(copy -> copy.sum = value);
  }

  ZipSample saidPacked(long value) {
    return with(copy -> copy.saidPacked = value);
  }

  ZipSample size(long value) {
    return with(copy -> {
      copy.size = value;
      copy.sizeInDirectory = value;
    });
  }

  ZipSample sizeInDirectory(long value) {
    return with(copy -> copy.sizeInDirectory = value);
  }

  ZipSample nameInDirectory(String value) {
    return with(copy -> copy.nameInDirectory = value);
  }

  /// A symbolic link.
  ZipSample link() {
    return with(copy -> copy.mode = 0xA1FFL << 16);
  }

  private ZipSample with(Consumer<ZipSample> change) {
    var copy = new ZipSample(name, packed);
    copy.flags = flags;
    copy.method = method;
    copy.sum = sum;
    copy.saidPacked = saidPacked;
    copy.size = size;
    copy.nameInDirectory = nameInDirectory;
    copy.sizeInDirectory = sizeInDirectory;
    copy.mode = mode;
    change.accept(copy);
    return copy;
  }
}
