package dev.ticketchat.chat.desk;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What a ticket may be called and whose it may be.
final class DraftRules {
  private static final int MAX_DRAFTS = 10_000;
  private static final int MAX_CLIENT_ID_LENGTH = 128;
  private static final int MAX_TITLE_CHARACTERS = 200;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  /// Control characters, and surrogates without their other half.
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private DraftRules() {}

  /// The drafts as they are to be stored.
  ///
  /// @throws Refused `INVALID` with what is wrong, and with which of several
  static List<TicketDraft> checked(List<TicketDraft> drafts) {
    if (drafts.size() > MAX_DRAFTS) {
      throw invalid("At most 10,000 tickets can be saved at once");
    }
    var seen = new HashSet<TicketId>();
    var checked = new ArrayList<TicketDraft>(drafts.size());
    for (var draft : drafts) {
      var prefix = drafts.size() == 1 ? "" : "Ticket " + (checked.size() + 1) + ": ";
      checked.add(checked(draft, prefix));
      require(seen.add(draft.id()), prefix + "Its ID is there twice");
    }
    return checked;
  }

  static String checkedTitle(String title) {
    return checkedTitle(title, "");
  }

  static UserId checkedClientId(UserId id) {
    return checkedClientId(id, "");
  }

  private static TicketDraft checked(TicketDraft draft, String prefix) {
    var id = draft.id().value();
    require(!id.isEmpty(), prefix + "Ticket ID is required");
    require(
        ID.matcher(id).matches(),
        prefix + "Ticket ID must be 1 to 64 letters, digits or any of _ . : -");
    return new TicketDraft(
        draft.id(),
        checkedClientId(draft.clientId(), prefix),
        checkedTitle(draft.title(), prefix),
        draft.status());
  }

  private static UserId checkedClientId(UserId id, String prefix) {
    var value = id.value();
    require(!value.isBlank(), prefix + "Client ID is required");
    require(
        value.length() <= MAX_CLIENT_ID_LENGTH,
        prefix + "Client ID must be at most 128 characters");
    require(
        !UNPRINTABLE.matcher(value).find(),
        prefix + "Client ID must not contain control characters");
    return id;
  }

  private static String checkedTitle(String title, String prefix) {
    var trimmed = title.strip();
    require(!trimmed.isEmpty(), prefix + "Title is required");
    require(
        trimmed.codePointCount(0, trimmed.length()) <= MAX_TITLE_CHARACTERS,
        prefix + "Title must be at most 200 characters");
    require(
        !UNPRINTABLE.matcher(trimmed).find(), prefix + "Title must not contain control characters");
    return trimmed;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw invalid(message);
    }
  }

  private static Refused invalid(String message) {
    return new Refused(ErrorCode.INVALID, message);
  }
}
