package dev.ticketchat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ticketchat.infra.Unusable;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
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

/// The demo's secret: made at its first start, and kept in a file that only its owner can read.
final class DemoSecret {
  private static final int BYTES = 32;

  private final Path file;
  private final SecureRandom random;

  DemoSecret(Path folder, SecureRandom random) {
    this.file = folder.resolve("jwt-secret");
    this.random = random;
  }

  /// Empty before the first [#keep].
  Optional<TokenKey.SharedSecret> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(key(Files.readString(file).strip()));
    } catch (IOException | Unusable e) {
      throw new Unusable("The demo's secret in " + file + " cannot be used; delete the file.", e);
    }
  }

  /// A new secret, not kept yet.
  TokenKey.SharedSecret generate() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return key(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// Writes a new secret to the file, in a folder that is there.
  void keep(TokenKey.SharedSecret key) {
    try {
      write(key.secret().value() + System.lineSeparator());
    } catch (IOException e) {
      throw new Unusable("The demo's secret cannot be written to " + file + ".", e);
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

  private static TokenKey.SharedSecret key(String text) {
    return new TokenKey.SharedSecret(new Secret(text));
  }
}
