package dev.ticketchat.api;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log of who was turned away, under the name `audit`: a line each, of codes, ids and addresses
/// alone, never of tokens. What rate limits turn away has no line, so there are never more of them
/// than the limits allow. Safe from any thread.
public final class Audit {
  private static final Logger log = LoggerFactory.getLogger("audit");
  private static final int LONGEST = 256;

  private Audit() {}

  static void signInRefused(InetSocketAddress from, Refused reason) {
    log.warn("sign-in refused: {}, from {}", reason.code(), from.getHostString());
  }

  /// Tells of what a signed-in user may not do or have; any other refusal is left out.
  ///
  /// @param what the event or route
  /// @param ticket as the request named it; may hold anything
  public static void refused(ErrorCode code, String what, String user, String ticket) {
    switch (code) {
      case FORBIDDEN, MALICIOUS_FILE ->
          log.warn("{} refused: {}, user {}, ticket {}", what, code, cut(user), cut(ticket));
      case UNAUTHENTICATED,
          TOKEN_EXPIRED,
          NOT_FOUND,
          INVALID,
          TOO_LARGE,
          FILE_REJECTED,
          CONFLICT,
          RATE_LIMITED,
          UNAVAILABLE,
          INTERNAL -> {}
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
