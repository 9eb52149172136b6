package dev.ticketchat.api.http;

import dev.ticketchat.engine.http.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What tells a file as it is from what a client may have of it already (RFC 9110, 8.8 and 13).
///
/// @param tag the strong entity tag, in its quotes
/// @param modified in whole seconds
record Validators(String tag, Instant modified) {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  /// @param content what only these bytes have: letters and digits
  static Validators of(String content, Instant modified) {
    return new Validators('"' + content + '"', modified.truncatedTo(ChronoUnit.SECONDS));
  }

  String lastModified() {
    return HTTP_DATE.format(modified);
  }

  /// Whether the client has the file, and is to be answered with 304.
  boolean isKnown(Request request) {
    var known = request.headers().getOrDefault("if-none-match", List.of());
    if (!known.isEmpty()) {
      return isAmong(String.join(",", known));
    }
    return request
        .header("if-modified-since")
        .flatMap(Validators::date)
        .filter(since -> !modified.isAfter(since))
        .isPresent();
  }

  /// Whether a range is of the file that the client has a part of, or it does not say what it has.
  boolean allowRange(Request request) {
    return request
        .header("if-range")
        .map(had -> had.equals(tag) || date(had).filter(modified::equals).isPresent())
        .orElse(true);
  }

  private boolean isAmong(String tags) {
    return tags.strip().equals("*")
        || TAG.matcher(tags).results().anyMatch(found -> found.group(1).equals(tag));
  }

  /// Dates in the forms of the last century are as good as none.
  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(HTTP_DATE.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
