package dev.ticketchat.infra.inspect;

/// What a zip says of a member, in front of its bytes and again in the directory.
///
/// @param name as Latin-1, byte for byte
record ZipEntry(String name, int method, boolean encrypted, long sum, long packed, long size) {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /// The same member by its bytes.
  ZipEntry measured(MemberStream bytes) {
    return new ZipEntry(name, method, encrypted, bytes.sum(), bytes.packed(), bytes.count());
  }
}
