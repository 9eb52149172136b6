package dev.ticketchat.faults.ledger;

import static dev.ticketchat.faults.ledger.Violation.Kind.DUPLICATE;
import static dev.ticketchat.faults.ledger.Violation.Kind.GAP;
import static dev.ticketchat.faults.ledger.Violation.Kind.PHANTOM;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks a run, when it is over: what each client saw against what the server has.
public final class Checker {

  private Checker() {}

  /// Holds all ledgers against the history.
  ///
  /// @param history of every ticket that the clients used
  public static Verdict check(Collection<Ledger> ledgers, History history) {
    return check(ledgers, history, false);
  }

  /// As [#check], of a run that came to rest: every client was connected in the end, and nothing
  /// was on its way to it. So it was also shown the last message of each of its rooms.
  public static Verdict checkAtRest(Collection<Ledger> ledgers, History history) {
    return check(ledgers, history, true);
  }

  private static Verdict check(Collection<Ledger> ledgers, History history, boolean atRest) {
    var findings = new Findings();
    var sent = new HashSet<String>();
    for (var ledger : ledgers) {
      for (var entry : ledger.entries()) {
        if (entry instanceof Entry.Sent(_, _, var text)) {
          sent.add(text);
        }
      }
    }
    history.names().forEach(ticket -> checkStored(history.of(ticket), sent, findings));
    var index = history.index();
    for (var ledger : ledgers) {
      var check = new ClientCheck(ledger, index, findings);
      check.run();
      if (atRest) {
        check.expectNothingMore(history);
      }
    }
    return findings.verdict(figures(ledgers, history));
  }

  private static void checkStored(List<Told> messages, Set<String> sent, Findings findings) {
    var texts = new HashSet<String>();
    long expected = 1;
    for (var message : messages) {
      if (message.seq() != expected) {
        findings.add(
            GAP,
            "history",
            "%s has %d where %d is due".formatted(message, message.seq(), expected));
      }
      expected = message.seq() + 1;
      if (!texts.add(message.text())) {
        findings.add(DUPLICATE, "history", "stored again: %s".formatted(message));
      }
      if (!sent.contains(message.text())) {
        findings.add(PHANTOM, "history", "nobody sent %s".formatted(message));
      }
    }
  }

  private static Verdict.Figures figures(Collection<Ledger> ledgers, History history) {
    var count = new Count();
    ledgers.forEach(ledger -> ledger.entries().forEach(count::add));
    return new Verdict.Figures(
        ledgers.size(),
        count.connections,
        count.recovered,
        count.sent,
        count.acknowledged,
        count.refused,
        count.deliveries,
        history.size());
  }

  private static final class Count {
    private int connections;
    private int recovered;
    private int sent;
    private int acknowledged;
    private int refused;
    private int deliveries;

    void add(Entry entry) {
      switch (entry) {
        case Entry.Connected(_, var again) -> {
          connections++;
          recovered += again ? 1 : 0;
        }
        case Entry.Sent _ -> sent++;
        case Entry.Acknowledged _ -> acknowledged++;
        case Entry.Refused _ -> refused++;
        case Entry.Shown _ -> deliveries++;
        case Entry.Disconnected _,
            Entry.Dismissed _,
            Entry.Joined _,
            Entry.Left _,
            Entry.Loaded _,
            Entry.Unanswered _ -> {}
      }
    }
  }
}
