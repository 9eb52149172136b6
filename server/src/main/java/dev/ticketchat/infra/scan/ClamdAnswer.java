package dev.ticketchat.infra.scan;

import java.util.regex.Pattern;

/// What clamd says to a stream. Anything but the exact words of the first three is [Other].
sealed interface ClamdAnswer {

  record Clean() implements ClamdAnswer {}

  /// Something was found, or clamd gave up.
  ///
  /// @param signature printable ASCII
  record Found(String signature) implements ClamdAnswer {
    private static final Pattern WORDS = Pattern.compile("stream: ([!-~](?:[ -~]*[!-~])?) FOUND");
  }

  /// The stream was longer than clamd's `StreamMaxLength`.
  record TooLong() implements ClamdAnswer {}

  /// What is no answer to a stream.
  ///
  /// @param text printable ASCII
  record Other(String text) implements ClamdAnswer {
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
  }

  /// Parses an answer.
  ///
  /// @param text without the request's number and without the end mark; any characters
  static ClamdAnswer parse(String text) {
    if (text.equals("stream: OK")) {
      return new Clean();
    }
    if (text.equals("INSTREAM size limit exceeded. ERROR")) {
      return new TooLong();
    }
    var found = Found.WORDS.matcher(text);
    return found.matches() ? new Found(found.group(1)) : new Other(printable(text));
  }

  /// What can be logged of a text that may hold anything.
  static String printable(String text) {
    return Other.UNPRINTABLE.matcher(text).replaceAll("?");
  }
}
