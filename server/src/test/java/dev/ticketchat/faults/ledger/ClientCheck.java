package dev.ticketchat.faults.ledger;

import static dev.ticketchat.faults.ledger.Violation.Kind.DISMISSED;
import static dev.ticketchat.faults.ledger.Violation.Kind.DUPLICATE;
import static dev.ticketchat.faults.ledger.Violation.Kind.GAP;
import static dev.ticketchat.faults.ledger.Violation.Kind.LOST;
import static dev.ticketchat.faults.ledger.Violation.Kind.OUT_OF_ORDER;
import static dev.ticketchat.faults.ledger.Violation.Kind.PHANTOM;
import static dev.ticketchat.faults.ledger.Violation.Kind.UNANSWERED;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Walks through one client's ledger.
///
/// While it is in a room, each message that it is shown must be the next one, from the first that
/// it was shown or from the end of a page; a recovered connection goes on where the last one ended.
/// Only the answer to a message that it sent again may come out of turn, once for each repetition.
final class ClientCheck {
  private final Ledger ledger;
  private final History.Index history;
  private final Findings findings;
  private final Map<String, Room> rooms = new HashMap<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Map<String, Integer> answersOutOfTurn = new HashMap<>();
  private final Map<String, Long> lastOfSender = new HashMap<>();

  /// What a ticket looks like from here.
  private static final class Room {
    private static final long UNKNOWN = -1;

    private long next = UNKNOWN;
    private final Set<Long> shown = new HashSet<>();
  }

  ClientCheck(Ledger ledger, History.Index history, Findings findings) {
    this.ledger = ledger;
    this.history = history;
    this.findings = findings;
  }

  void run() {
    ledger.entries().forEach(this::see);
    checkOwnOrder();
  }

  /// What its rooms have, it must have been shown.
  void expectNothingMore(History all) {
    rooms.forEach((ticket, room) -> {
      var last = all.of(ticket).size();
      if (room.next != Room.UNKNOWN && room.next <= last) {
        find(GAP, "was shown %s up to %d, and it has %d".formatted(ticket, room.next - 1, last));
      }
    });
  }

  private void see(Entry entry) {
    switch (entry) {
      case Entry.Connected(_, var recovered) -> {
        if (!recovered) {
          rooms.clear();
        }
      }
      case Entry.Joined(_, var ticket) -> rooms.putIfAbsent(ticket, new Room());
      case Entry.Left(_, var ticket) -> rooms.remove(ticket);
      case Entry.Sent(_, _, var text) -> attempts.merge(text, 1, Integer::sum);
      case Entry.Acknowledged(_, var message) -> checkPlace(message, LOST, "acknowledged");
      case Entry.Shown(_, var message) -> {
        checkPlace(message, PHANTOM, "shown");
        show(message);
      }
      case Entry.Loaded(_, var ticket, var messages) -> load(ticket, messages);
      case Entry.Unanswered(_, var event) -> find(UNANSWERED, "no answer to %s".formatted(event));
      case Entry.Dismissed _ -> find(DISMISSED, "got a DISCONNECT");
      case Entry.Disconnected _, Entry.Refused _ -> {}
    }
  }

  /// What it was told must be in history, at that place.
  private void checkPlace(Told message, Violation.Kind ifAbsent, String how) {
    var stored = history.find(message.text());
    if (stored.isEmpty()) {
      find(ifAbsent, "%s and not in history: %s".formatted(how, message));
    } else if (!stored.get().equals(message)) {
      find(OUT_OF_ORDER, "%s as %s, stored as %s".formatted(how, message, stored.get()));
    }
  }

  private void show(Told message) {
    var room = rooms.get(message.ticket());
    if (room == null) {
      return;
    }
    if (room.next == Room.UNKNOWN || message.seq() == room.next) {
      room.next = message.seq() + 1;
      room.shown.add(message.seq());
    } else if (answersRepetition(message)) {
      room.shown.add(message.seq());
    } else if (message.seq() > room.next) {
      find(GAP, "shown %s where %d is due".formatted(message, room.next));
      room.next = message.seq() + 1;
    } else {
      var again = !room.shown.add(message.seq());
      find(
          again ? DUPLICATE : OUT_OF_ORDER,
          "shown %s where %d is due".formatted(message, room.next));
    }
  }

  private boolean answersRepetition(Told message) {
    var most = attempts.getOrDefault(message.text(), 0) - 1;
    return answersOutOfTurn.merge(message.text(), 1, Integer::sum) <= most;
  }

  private void load(String ticket, List<Told> messages) {
    messages.forEach(message -> checkPlace(message, PHANTOM, "loaded"));
    for (var i = 1; i < messages.size(); i++) {
      if (messages.get(i).seq() != messages.get(i - 1).seq() + 1) {
        find(GAP, "a page has %s after %s".formatted(messages.get(i), messages.get(i - 1)));
      }
    }
    var room = rooms.get(ticket);
    if (room != null) {
      var last = messages.isEmpty() ? 0 : messages.getLast().seq();
      if (last < room.next - 1) {
        find(
            GAP,
            "the newest page ends at %d, and %d was shown before".formatted(last, room.next - 1));
      }
      room.next = last + 1;
    }
  }

  /// What one client sent once each is stored in the order sent.
  private void checkOwnOrder() {
    for (var entry : ledger.entries()) {
      if (entry instanceof Entry.Sent(_, var ticket, var text)
          && attempts.getOrDefault(text, 0) == 1) {
        history
            .find(text)
            .ifPresent(stored -> {
              var before = lastOfSender.put(ticket, stored.seq());
              if (before != null && before > stored.seq()) {
                find(OUT_OF_ORDER, "sent later and stored before %d: %s".formatted(before, stored));
              }
            });
      }
    }
  }

  private void find(Violation.Kind kind, String what) {
    findings.add(kind, ledger.client(), what);
  }
}
