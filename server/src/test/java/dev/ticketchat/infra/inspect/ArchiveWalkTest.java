package dev.ticketchat.infra.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWalkTest {
  private final ArchiveWalk walk = new ArchiveWalk(FileRules.load(Optional.empty()));
  private final List<String> seen = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void showsEveryMember() throws IOException {
    walk(Zips.of("a", Bytes.text("one"), "b", Bytes.text("two")));

    assertThat(seen).containsExactly("one", "two");
  }

  @Test
  void showsWhatLiesInArchivesInside() throws IOException {
    var tar = Archives.tar("c", Bytes.text("three"));

    walk(Zips.of("a", Archives.gzip(tar), "b", Zips.of("d", Bytes.text("four"))));

    assertThat(seen).contains("three", "four").hasSize(5);
  }

  @Test
  void showsAnArchiveInsideAsAWholeToo() throws IOException {
    var inner = Zips.of("b", Bytes.text("hello"));

    walk(Zips.of("a", inner));

    assertThat(seen).containsExactly("hello", new String(inner, StandardCharsets.ISO_8859_1));
  }

  @Test
  void showsTheWholeOfALongMember() throws IOException {
    var text = "0123456789abcdef".repeat(100_000);

    walk(Zips.of("a", Bytes.text(text + System.nanoTime()), "b", Bytes.text("behind")));

    assertThat(seen.getFirst()).startsWith(text);
    assertThat(seen.getLast()).isEqualTo("behind");
  }

  @Test
  void showsThePartsOfADocument() throws IOException {
    walk(Documents.openXml(Documents.WORD, "word/media/a.bin", Bytes.text("hello")));

    assertThat(seen).contains("hello");
  }

  @Test
  void showsNothingOfOtherFiles() throws IOException {
    walk(Images.real("png"));

    assertThat(seen).isEmpty();
  }

  @Test
  void endsAtABound() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> walk(Zips.of("a", Bytes.zeros(64 * 1024 * 1024))))
        .withMessage(HostileArchives.TOO_MUCH);
  }

  @Test
  void refusesWhatIsDamaged() {
    var hello = ZipSample.stored("a", Bytes.text("hello"));

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> walk(Zips.of(hello.sum(1))))
        .withMessage(HostileArchives.DAMAGED);
  }

  private void walk(byte[] bytes) throws IOException {
    var file = Files.write(folder.resolve("file"), bytes);
    walk.walk(file, Collected::new);
  }

  private final class Collected implements ArchiveWalk.Member {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void bytes(byte[] bytes, int from, int count) {
      text.append(new String(bytes, from, count, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void end() {
      seen.add(text.toString());
    }
  }
}
