package dev.ticketchat.bench.load;

import java.time.Instant;

/// A text with places for numbers: `<N>` the user's, `<T>` the ticket's, `<M>` the member's in its
/// room, and the times of a token, `<IAT>` and `<EXP>`, a day apart.
record Template(String text) {
  private static final int DAY = 86_400;

  String fill(int user, int ticket, int member, Instant now) {
    return text.replace("<N>", Integer.toString(user))
        .replace("<T>", Integer.toString(ticket))
        .replace("<M>", Integer.toString(member))
        .replace("<IAT>", Long.toString(now.getEpochSecond()))
        .replace("<EXP>", Long.toString(now.getEpochSecond() + DAY));
  }
}
