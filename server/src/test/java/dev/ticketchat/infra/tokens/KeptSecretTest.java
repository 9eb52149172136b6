package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.infra.Unusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSecretTest {
  @TempDir private Path folder;

  @Test
  void isNotThereBeforeItIsKept() {
    var secret = new DemoSecret(folder, new SecureRandom());

    assertThat(secret.generate()).isNotEqualTo(secret.generate());
    assertThat(secret.read()).isEmpty();
  }

  @Test
  void isReadAsItWasKept() {
    var secret = new DemoSecret(folder, new SecureRandom());
    var key = secret.generate();

    secret.keep(key);

    assertThat(secret.read()).contains(key);
  }

  @Test
  void canBeReadByItsOwnerAlone() throws Exception {
    var secret = new DemoSecret(folder, new SecureRandom());

    secret.keep(secret.generate());

    try (var files = Files.list(folder)) {
      assertThat(files)
          .singleElement()
          .satisfies(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void namesTheFileWhenItCannotBeUsed() throws Exception {
    var file = Files.writeString(folder.resolve("jwt-secret"), "short");

    assertThatThrownBy(new DemoSecret(folder, new SecureRandom())::read)
        .isInstanceOf(Unusable.class)
        .hasMessageContaining(file.toString());
  }
}
