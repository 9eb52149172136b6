package dev.ticketchat.infra.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.files.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every ordinary file and what it is taken as.
class OrdinaryFilesTest {
  private final TikaInspector inspector = new TikaInspector(FileRules.load(Optional.empty()));

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void accepts(Sample ordinary) throws IOException {
    var file = Files.write(folder.resolve("file"), ordinary.bytes().get());

    var type = inspector.inspect(file, ordinary.name(), ordinary.declared());

    assertThat(described(type)).isEqualTo(ordinary.expected());
  }

  private static String described(FileType type) {
    return type.mimeType() + " " + type.extension() + (type.picture() ? " picture" : "");
  }

  static List<Sample> all() {
    return Stream.of(
            OrdinaryFiles.pictures(),
            OrdinaryFiles.media(),
            OrdinaryDocuments.documents(),
            OrdinaryFiles.archives(),
            OrdinaryTexts.texts())
        .flatMap(List::stream)
        .toList();
  }
}
