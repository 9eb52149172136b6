package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.messages.RetryKey.Durable;
import dev.ticketchat.chat.messages.RetryKey.None;
import dev.ticketchat.chat.messages.RetryKey.Recent;

/// What a message may consist of.
public final class MessageRules {
  private static final int MAX_CHARACTERS = 10_000;
  private static final int MAX_KEY_LENGTH = 128;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private MessageRules() {}

  /// The refusal of a text that is too long.
  public static Refused tooLong() {
    return new Refused(ErrorCode.TOO_LARGE, "Message must be at most 10,000 characters");
  }

  /// The text exactly as it came. It may be blank where files say something.
  static String checkedText(String text, boolean hasFiles) {
    if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
      throw tooLong();
    }
    if (isUnstorable(text)) {
      throw invalid("Message must not contain NUL or half characters");
    }
    if (!hasFiles && text.codePoints().allMatch(MessageRules::isWhitespace)) {
      throw invalid("Message or at least one file is required");
    }
    return text;
  }

  private static boolean isUnstorable(String text) {
    return text.codePoints().anyMatch(MessageRules::isUnstorable);
  }

  /// What no store keeps: NUL, and surrogates without their other half.
  private static boolean isUnstorable(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  /// A `clientMessageId` is a promise and must be usable; an `id` that a page made up for itself
  /// does not fail its message.
  static RetryKey checkedKey(RetryKey key) {
    return switch (key) {
      case Durable(var value) when !isUsable(value) ->
          throw invalid("clientMessageId must be 1 to 128 valid characters");
      case Recent(var value) when !isUsable(value) -> new None();
      case None _, Durable _, Recent _ -> key;
    };
  }

  private static boolean isUsable(String key) {
    return !key.isEmpty() && key.length() <= MAX_KEY_LENGTH && !isUnstorable(key);
  }

  /// What JavaScript's `trim` removes, so that server and page agree on what is blank.
  private static boolean isWhitespace(int codePoint) {
    return Character.isSpaceChar(codePoint)
        || (codePoint >= '\t' && codePoint <= '\r')
        || codePoint == BYTE_ORDER_MARK;
  }

  private static Refused invalid(String message) {
    return new Refused(ErrorCode.INVALID, message);
  }
}
