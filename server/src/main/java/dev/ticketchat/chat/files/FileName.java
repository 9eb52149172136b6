package dev.ticketchat.chat.files;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name that a file is stored under: 160 random bits, and an extension that opens as what the
/// file is. Nothing that a client said is in it.
///
/// @param value 32 digits of base 32, perhaps a dot and a short extension
public record FileName(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-v]{32}(\\.[a-z0-9]{1,8})?");

  public FileName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not the name of a stored file");
    }
  }

  /// The name, if the text can be one.
  public static Optional<FileName> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new FileName(text)) : Optional.empty();
  }
}
