package dev.ticketchat.chat.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLinksTest {
  private static final Pattern QUERY =
      Pattern.compile("expires=([0-9]+)&signature=([A-Za-z0-9_-]{43})");
  private static final byte[] KEY = "a key of thirty-two bytes, just so".getBytes(US_ASCII);
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final FileName NAME = new FileName("0".repeat(32) + ".png");
  private static final FileName OTHER = new FileName("1".repeat(32) + ".png");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T10:20:30.5Z"));
  private final FileLinks links = links(DAY, KEY);

  @ParameterizedTest
  @CsvSource({
    "http://localhost:5000, http://localhost:5000/uploads/chat/",
    "http://localhost:5000/, http://localhost:5000/uploads/chat/",
    "https://help.example/some/chat, https://help.example/some/chat/uploads/chat/",
    "https://help.example/some/chat/, https://help.example/some/chat/uploads/chat/"
  })
  void beginWithThePublicUrlAndItsPath(String base, String start) {
    var url = new FileLinks(() -> URI.create(base), KEY, DAY, now::get).url(NAME);

    assertThat(url).startsWith(start + NAME.value() + "?");
    assertThat(url.substring(url.indexOf('?') + 1)).matches(QUERY);
  }

  @Test
  void askForThePublicUrlWhenTheyAreMade() {
    var base = new AtomicReference<>(URI.create("http://early:0"));
    var late = new FileLinks(base::get, KEY, DAY, now::get);

    base.set(URI.create("http://late:5000"));

    assertThat(late.url(NAME)).startsWith("http://late:5000/uploads/chat/");
  }

  @Test
  void areSignedAsAnyoneWithTheKeyCanRecompute() {
    now.set(Instant.ofEpochSecond(1_772_360_430));

    // printf '/uploads/chat/00000000000000000000000000000000.png?expires=1772449200' |
    //   openssl dgst -sha256 -hmac 'a key of thirty-two bytes, just so' -binary | basenc
    // --base64url
    assertThat(links.url(NAME))
        .endsWith("?expires=1772449200&signature=1qg0NlDxnIFpAJxZ9KdrXYzbF2XriQMfQ0nVywT3c-Q");
  }

  @Test
  void openTheirFile() {
    assertThat(check(NAME, links.url(NAME))).isPresent();
  }

  @Test
  void tellHowMuchOfTheirLifeIsLeft() {
    now.set(Instant.parse("2026-03-01T10:20:00Z"));
    var url = links.url(NAME);

    now.set(Instant.parse("2026-03-02T10:00:00Z"));

    assertThat(check(NAME, url)).contains(HOUR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10:00:00Z", "10:00:00.001Z", "10:20:30.5Z", "10:59:59.999Z"})
  void lastForTheirLifeAtLeastAndAStepMoreAtMost(String time) {
    var made = Instant.parse("2026-03-01T" + time);
    now.set(made);
    var url = links.url(NAME);

    now.set(made.plus(DAY).minusMillis(1));
    assertThat(check(NAME, url)).isPresent();

    now.set(made.plus(DAY).plus(HOUR));
    assertThat(check(NAME, url)).isEmpty();
  }

  @Test
  void expireToTheSecond() {
    now.set(Instant.parse("2026-03-01T10:00:00Z"));
    var url = links.url(NAME);

    now.set(Instant.parse("2026-03-02T09:59:59.999Z"));
    assertThat(check(NAME, url)).contains(Duration.ofMillis(1));

    now.set(Instant.parse("2026-03-02T10:00:00Z"));
    assertThat(check(NAME, url)).isEmpty();
  }

  @Test
  void areTheSameForAnHourSoThatBrowsersFindTheFileInTheirCache() {
    var urls = new HashSet<String>();
    now.set(Instant.parse("2026-03-01T10:00:01Z"));
    for (int minute = 0; minute < 60; minute++) {
      urls.add(links.url(NAME));
      now.set(now.get().plus(Duration.ofMinutes(1)));
    }

    assertThat(urls).hasSize(1);
    assertThat(urls).doesNotContain(links.url(NAME)); // by now it is the next hour
    assertThat(links.url(NAME)).isNotEqualTo(links.url(OTHER));
  }

  @Test
  void lastForAShortLifeToo() {
    var brief = links(Duration.ofSeconds(1), KEY);
    var url = brief.url(NAME);

    now.set(now.get().plusMillis(999));
    assertThat(check(brief, NAME, url)).isPresent();

    now.set(now.get().plusSeconds(1));
    assertThat(check(brief, NAME, url)).isEmpty();
  }

  @Test
  void needALife() {
    assertThatIllegalArgumentException().isThrownBy(() -> links(Duration.ofMillis(999), KEY));
  }

  @Test
  void openNoOtherFile() {
    assertThat(check(OTHER, links.url(NAME))).isEmpty();
  }

  @Test
  void openNothingWithAnotherKey() {
    var others = links(DAY, "another key of thirty-two bytes!!".getBytes(US_ASCII));

    assertThat(check(NAME, others.url(NAME))).isEmpty();
  }

  @Test
  void openNothingWithAnyCharacterOfTheSignatureAltered() {
    var good = links.url(NAME);
    for (int at = good.indexOf("signature=") + 10; at < good.length(); at++) {
      char altered = good.charAt(at) == 'A' ? 'B' : 'A';
      var url = good.substring(0, at) + altered + good.substring(at + 1);

      assertThat(check(NAME, url)).as(url).isEmpty();
    }
  }

  @Test
  void openNothingWithALaterEnd() {
    var url = links.url(NAME);
    long end = Long.parseLong(expires(url).orElseThrow());

    assertThat(links.check(NAME, Optional.of(Long.toString(end + 1)), signature(url))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "-1", "0", "+%s", "0%s", "%s ", "%s.0", "9999999999999999"})
  void openNothingWithAnEndThatIsNone(String form) {
    var url = links.url(NAME);
    var altered = form.replace("%s", expires(url).orElseThrow());

    assertThat(links.check(NAME, Optional.of(altered), signature(url))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "é", "%s=", "%s ", "%s%s", "="})
  void openNothingWithASignatureThatIsNone(String form) {
    var url = links.url(NAME);
    var altered = form.replace("%s", signature(url).orElseThrow());

    assertThat(links.check(NAME, expires(url), Optional.of(altered))).isEmpty();
  }

  @Test
  void openNothingWithoutOnePart() {
    var url = links.url(NAME);

    assertThat(links.check(NAME, Optional.empty(), signature(url))).isEmpty();
    assertThat(links.check(NAME, expires(url), Optional.empty())).isEmpty();
    assertThat(links.check(NAME, Optional.empty(), Optional.empty())).isEmpty();
  }

  private FileLinks links(Duration life, byte[] key) {
    return new FileLinks(() -> URI.create("http://localhost:5000"), key, life, now::get);
  }

  private Optional<Duration> check(FileName name, String url) {
    return check(links, name, url);
  }

  private static Optional<Duration> check(FileLinks links, FileName name, String url) {
    return links.check(name, expires(url), signature(url));
  }

  private static Optional<String> expires(String url) {
    return part(url, 1);
  }

  private static Optional<String> signature(String url) {
    return part(url, 2);
  }

  private static Optional<String> part(String url, int group) {
    return QUERY.matcher(url).results().map(found -> found.group(group)).findFirst();
  }
}
