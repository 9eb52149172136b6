package dev.ticketchat.infra.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.infra.Unusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSecretTest {
  @TempDir private Path folder;
  private Path file;
  private KeptSecret secret;

  @BeforeEach
  void choose() {
    file = folder.resolve("secret");
    secret = new KeptSecret(file, new SecureRandom());
  }

  @Test
  void isNotThereBeforeItIsKept() {
    assertThat(secret.generate()).isNotEqualTo(secret.generate());
    assertThat(secret.read()).isEmpty();
  }

  @Test
  void isReadAsItWasKept() {
    var made = secret.generate();

    secret.keep(made);

    assertThat(secret.read()).contains(made);
  }

  @Test
  void isMadeOnce() {
    var made = secret.readOrMake();

    assertThat(made.bytes()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(new KeptSecret(file, new SecureRandom()).readOrMake()).isEqualTo(made);
  }

  @Test
  void canBeReadByItsOwnerAlone() throws Exception {
    secret.keep(secret.generate());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void namesTheFileWhenItCannotBeUsed() throws Exception {
    Files.writeString(file, "short");

    assertThatThrownBy(secret::read)
        .isInstanceOf(Unusable.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> secret.keep(secret.generate()))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining(file.toString());
  }
}
