package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.io.InputStream;

/// Takes the members of one archive, one after the other.
@FunctionalInterface
interface Members {

  /// A member, to be read during the call.
  ///
  /// @param name as the archive has it; checked, but anything that is a name
  /// @param bytes read or not; the archive reads what is left
  void member(String name, InputStream bytes) throws IOException;
}
