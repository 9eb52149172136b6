package dev.ticketchat.chat.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes the links that open a file to whoever holds them, and checks them. A link is good without
/// header or cookie, until it expires; nothing revokes it before. Safe from any thread.
///
/// A link lasts for at least the life given, and at most a twenty-fourth more: its end is rounded
/// up to a grid, so that all who are told of a file within such a step are told the same link, and
/// a browser that sees the file again in an hour has it already.
public final class FileLinks implements FileUrls {
  /// How long a link lasts, unless told otherwise.
  public static final Duration LIFE = Duration.ofHours(24);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String FOLDER = "/uploads/chat/";
  private static final int STEPS = 24;
  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,11}");

  private final Supplier<URI> publicUrl;
  private final SecretKeySpec key;
  private final Duration life;
  private final InstantSource clock;

  /// @param publicUrl where browsers reach the server, perhaps with a path of its own; asked for
  ///   each link, since it may be known only once the port is open
  /// @param key of which everyone who has it can make links
  /// @param life at least a second
  public FileLinks(Supplier<URI> publicUrl, byte[] key, Duration life, InstantSource clock) {
    if (life.toSeconds() < 1) {
      throw new IllegalArgumentException("links need a life of at least a second");
    }
    this.publicUrl = publicUrl;
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.life = life;
    this.clock = clock;
  }

  @Override
  public String path(FileName name) {
    return FOLDER + name.value();
  }

  @Override
  public String url(FileName name) {
    long expires = expiry();
    var base = publicUrl.get().toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
        + "%s?expires=%d&signature=%s".formatted(path(name), expires, signature(name, expires));
  }

  /// How long the link to a file is still good; empty where it opens nothing, because a part is
  /// missing or altered, or its time is over.
  public Optional<Duration> check(
      FileName name, Optional<String> expires, Optional<String> signature) {
    return expires
        .filter(text -> SECONDS.matcher(text).matches())
        .map(Long::parseLong)
        .filter(seconds -> signature.filter(given -> isSigned(name, seconds, given)).isPresent())
        .map(seconds -> Duration.between(clock.instant(), Instant.ofEpochSecond(seconds)))
        .filter(Duration::isPositive);
  }

  private long expiry() {
    long step = Math.max(1, life.toSeconds() / STEPS);
    var earliest = clock.instant().plus(life);
    long seconds = earliest.getEpochSecond() + (earliest.getNano() > 0 ? 1 : 0);
    return Math.ceilDiv(seconds, step) * step;
  }

  /// In a time that does not tell how much of a guess is right.
  private boolean isSigned(FileName name, long expires, String given) {
    return MessageDigest.isEqual(
        signature(name, expires).getBytes(US_ASCII), given.getBytes(US_ASCII));
  }

  private String signature(FileName name, long expires) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      var signed = mac.doFinal("%s?expires=%d".formatted(path(name), expires).getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
    }
  }
}
