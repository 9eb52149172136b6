package dev.ticketchat.infra.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// A secret that nobody has to think of: made once, and kept in a file that only its owner can
/// read. Used by one thread at a time.
public final class KeptSecret {
  private static final int BYTES = 32;

  private final Path file;
  private final SecureRandom random;

  public KeptSecret(Path file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  /// Empty before the first [#keep].
  ///
  /// @throws Unusable when what is in the file is no such secret
  public Optional<Secret> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var secret = new Secret(Files.readString(file).strip());
      if (secret.bytes().length >= BYTES) {
        return Optional.of(secret);
      }
      throw new Unusable("The secret in " + file + " is too short; delete the file.");
    } catch (IOException e) {
      throw new Unusable("The secret in " + file + " cannot be read; delete the file.", e);
    }
  }

  /// The kept one; a new one, kept from now on, where there is none.
  public Secret readOrMake() {
    return read()
        .orElseGet(() -> {
          var made = generate();
          keep(made);
          return made;
        });
  }

  /// A new secret of 256 random bits, not kept yet.
  public Secret generate() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// Writes a new secret to the file, in a folder that is there.
  ///
  /// @throws Unusable when that cannot be done
  public void keep(Secret secret) {
    try {
      write(secret.value() + System.lineSeparator());
    } catch (IOException e) {
      throw new Unusable("A secret cannot be written to " + file + ".", e);
    }
  }

  private void write(String text) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, ownerOnly)) {
      channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }
  }
}
