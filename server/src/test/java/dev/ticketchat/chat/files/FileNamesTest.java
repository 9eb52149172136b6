package dev.ticketchat.chat.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
  private static final FileType PNG = new FileType("image/png", "png", true);

  @Test
  void givesEveryFileANameOfItsOwn() {
    var names = new FileNames(new SecureRandom());

    var given = new HashSet<FileName>();
    for (var i = 0; i < 1_000; i++) {
      given.add(names.next(PNG));
    }

    assertThat(given).hasSize(1_000).allMatch(name -> name.value().matches("[0-9a-v]{32}\\.png"));
    assertThat(
            given.stream().flatMapToInt(name -> name.value().substring(0, 32).chars()).distinct())
        .hasSize(32);
  }

  @ParameterizedTest
  @CsvSource({
    "jpg, .jpg",
    "7z, .7z",
    "'', ''",
    "tar.gz, ''",
    "PNG, ''",
    "../x, ''",
    "toolonger, ''"
  })
  void keepsAnExtensionThatIsPlain(String extension, String kept) {
    RandomGenerator zeros = () -> 0L;

    var name = new FileNames(zeros).next(new FileType("a/b", extension, false));

    assertThat(name.value()).isEqualTo("0".repeat(32) + kept);
  }
}
