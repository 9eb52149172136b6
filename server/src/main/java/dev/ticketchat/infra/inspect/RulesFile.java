package dev.ticketchat.infra.inspect;

import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a table of rules from the resource or from an operator's file.
final class RulesFile {
  private static final String BUILT_IN = "/files/file-rules.conf";
  private static final int MAX_BYTES = 1024 * 1024;

  private RulesFile() {}

  static FileRules builtIn() {
    try (var in = RulesFile.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + BUILT_IN + " is missing");
      }
      return new RulesParser("The built-in table of files").parse(text(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws Unusable when the file cannot be read or understood
  static FileRules read(Path file) {
    var called = "The table of files " + file;
    try (var in = Files.newInputStream(file)) {
      return new RulesParser(called).parse(text(in));
    } catch (CharacterCodingException e) {
      throw new Unusable(called + " is not text in UTF-8.", e);
    } catch (IOException e) {
      throw new Unusable(called + " cannot be read.", e);
    }
  }

  private static String text(InputStream in) throws IOException {
    var bytes = in.readNBytes(MAX_BYTES);
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
