package dev.ticketchat.infra.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every hostile file and why it is refused.
class HostileFilesTest {
  private final TikaInspector inspector = new TikaInspector(FileRules.load(Optional.empty()));

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void refuses(Sample hostile) throws IOException {
    var file = Files.write(folder.resolve("file"), hostile.bytes().get());

    var refused =
        catchThrowableOfType(
            Refused.class, () -> inspector.inspect(file, hostile.name(), hostile.declared()));

    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).isEqualTo(hostile.expected());
    assertThat(refused.code()).isEqualTo(ErrorCode.FILE_REJECTED);
  }

  static List<Sample> all() {
    return Stream.of(
            HostilePrograms.programs(),
            HostilePrograms.names(),
            HostilePages.pages(),
            HostileArchives.bombs(),
            HostileArchives.lies(),
            HostileMembers.members(),
            HostilePictures.sizes(),
            HostilePictures.polyglots(),
            HostilePictures.contradictions(),
            HostileDocuments.office(),
            HostileDocuments.pdfs(),
            HostileDocuments.scriptsBehindLongStreams())
        .flatMap(List::stream)
        .toList();
  }
}
