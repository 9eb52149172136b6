package dev.ticketchat.chat.recovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a session is saved under: a hash of the client's secret, from which the secret cannot be
/// found.
public record SessionKey(String value) {

  public static SessionKey of(String secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return new SessionKey(
          HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
