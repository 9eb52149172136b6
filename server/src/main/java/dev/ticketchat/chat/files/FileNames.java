package dev.ticketchat.chat.files;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// New names for files to store. As safe from threads as its source.
public final class FileNames {
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";
  private static final int LENGTH = 32;
  private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,8}");

  private final RandomGenerator random;

  /// @param random in production a `SecureRandom`: who can guess a name is half way to the file
  public FileNames(RandomGenerator random) {
    this.random = random;
  }

  /// 160 random bits, and the extension of the type if it has a plain one.
  FileName next(FileType type) {
    var name = new StringBuilder(LENGTH + 9);
    random.ints(LENGTH, 0, DIGITS.length()).mapToObj(DIGITS::charAt).forEach(name::append);
    if (EXTENSION.matcher(type.extension()).matches()) {
      name.append('.').append(type.extension());
    }
    return new FileName(name.toString());
  }
}
