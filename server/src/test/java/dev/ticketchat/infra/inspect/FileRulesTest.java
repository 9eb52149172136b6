package dev.ticketchat.infra.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileType;
import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRulesTest {
  @TempDir private Path folder;

  @Test
  void theFirstLineThatMatchesDecides() throws IOException {
    var rules = load("image/png refuse is a PNG\nimage/* accept bin\n" + builtIn());

    assertThat(rules.verdict("image/png")).isEqualTo(new Verdict.Refuse("is a PNG"));
    assertThat(rules.verdict("image/gif")).isEqualTo(new Verdict.Accept("bin", "", false));
  }

  @Test
  void anOperatorMayRefuseWhatIsTakenOtherwise() throws IOException {
    var inspector =
        inspector("application/pdf refuse is a PDF, which we do not take\n" + builtIn());
    var pdf = Files.write(folder.resolve("a"), Documents.pdf("<< >>"));

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> inspector.inspect(pdf, "a.pdf", ""))
        .withMessage("is a PDF, which we do not take");
  }

  @Test
  void anOperatorMayTakeWhatIsRefusedOtherwise() throws IOException {
    var inspector =
        inspector("application/x-7z-compressed accept 7z\nfinding/macros accept -\n" + builtIn());
    var archive = Files.write(folder.resolve("a"), Bytes.padded(Bytes.hex("377ABCAF271C0004"), 64));
    var macros = Files.write(folder.resolve("b"), Documents.compound("WordDocument", "Macros"));

    var typeOfArchive = inspector.inspect(archive, "a.7z", "");
    var typeOfMacros = inspector.inspect(macros, "a.doc", "");

    assertThat(typeOfArchive).isEqualTo(new FileType("application/x-7z-compressed", "7z", false));
    assertThat(typeOfMacros).isEqualTo(new FileType("application/msword", "doc", false));
  }

  @Test
  void anOperatorMayOverlookWhatCannotBeRead() throws IOException {
    var inspector =
        inspector(
            "finding/encrypted accept -\nfinding/damaged accept -\nfinding/unreadable accept -\n"
                + builtIn());
    var hello = ZipSample.stored("a", Bytes.text("hello"));
    var locked = Files.write(folder.resolve("a"), Zips.of(hello.flags(1)));
    var strange = Files.write(folder.resolve("b"), Zips.of(hello.method(14)));
    var damaged = Files.write(folder.resolve("c"), Zips.of("b", Zips.of(hello.sum(1))));

    assertThat(inspector.inspect(locked, "a.zip", "").extension()).isEqualTo("zip");
    assertThat(inspector.inspect(strange, "a.zip", "").extension()).isEqualTo("zip");
    assertThat(inspector.inspect(damaged, "a.zip", "").extension()).isEqualTo("zip");
  }

  @Test
  void anOperatorMayMoveABound() throws IOException {
    var inspector = inspector(builtIn() + "limit pixels 100 has more than 100 pixels\n");
    var picture = Files.write(folder.resolve("a"), Images.real("png"));

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> inspector.inspect(picture, "a.png", ""))
        .withMessage("has more than 100 pixels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image/png                      | says neither accept nor refuse",
        "image/png allow png            | says neither accept nor refuse",
        "image/png accept PNG!          | has an extension that is none: PNG!",
        "image/png accept png for fun   | has words after accept that mean nothing",
        "image/png accept png as image/*| has a type that is none: image/*",
        "image/png refuse               | gives no reason",
        "image accept png               | has a type that is none: image",
        "*/png accept png               | has a type that is none: */png",
        "same image/png jpeg            | has a type that is none: jpeg",
        "name refuse because            | has no extension before refuse",
        "name exe refuse                | gives no reason",
        "limit pixels                   | has no value",
        "limit pixels many is too many  | has a limit that is not a positive number: many",
        "limit pixels 0 is too many     | has a limit that is not a positive number: 0",
        "limit colours 3 is too many    | names a limit that there is not: colours"
      })
  void aLineThatCannotBeUnderstoodIsNamed(String line, String complaint) throws IOException {
    var file = Files.writeString(folder.resolve("rules"), "# mine\n\n" + line + "\n" + builtIn());

    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> FileRules.load(Optional.of(file)))
        .withMessage("The table of files " + file + ", line 3 " + complaint + ".");
  }

  @ParameterizedTest
  @CsvSource({"*/*", "finding/macros", "limit pixels"})
  void aTableThatLeavesSomethingOpenIsRefused(String beginning) throws IOException {
    var lines = builtIn().lines().filter(line -> !line.startsWith(beginning)).toList();
    var file = Files.write(folder.resolve("rules"), lines);

    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> FileRules.load(Optional.of(file)))
        .withMessageContaining("The table of files " + file + " has no ")
        .withMessageContaining(beginning);
  }

  @Test
  void aFileThatIsNotThereIsSaidInOneSentence() {
    var file = folder.resolve("none");

    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> FileRules.load(Optional.of(file)))
        .withMessage("The table of files " + file + " cannot be read.");
  }

  @Test
  void aFileThatIsNoTextIsSaidInOneSentence() throws IOException {
    var file = Files.write(folder.resolve("rules"), Bytes.hex("FFFE0000"));

    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> FileRules.load(Optional.of(file)))
        .withMessage("The table of files " + file + " is not text in UTF-8.");
  }

  private TikaInspector inspector(String table) throws IOException {
    return new TikaInspector(load(table));
  }

  private FileRules load(String table) throws IOException {
    return FileRules.load(Optional.of(Files.writeString(folder.resolve("rules"), table)));
  }

  private static String builtIn() {
    try (InputStream in = FileRules.class.getResourceAsStream("/files/file-rules.conf")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
