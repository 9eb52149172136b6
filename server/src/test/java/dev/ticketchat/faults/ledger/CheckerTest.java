package dev.ticketchat.faults.ledger;

import static dev.ticketchat.faults.ledger.Violation.Kind.DISMISSED;
import static dev.ticketchat.faults.ledger.Violation.Kind.DUPLICATE;
import static dev.ticketchat.faults.ledger.Violation.Kind.GAP;
import static dev.ticketchat.faults.ledger.Violation.Kind.LOST;
import static dev.ticketchat.faults.ledger.Violation.Kind.OUT_OF_ORDER;
import static dev.ticketchat.faults.ledger.Violation.Kind.PHANTOM;
import static dev.ticketchat.faults.ledger.Violation.Kind.UNANSWERED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each broken promise is found, and what is allowed is not called one.
final class CheckerTest {
  private static final String TICKET = "T-1";

  private final Ledger sender = new Ledger("sender");
  private final Ledger reader = new Ledger("reader");
  private final List<Told> stored = new ArrayList<>();

  @Test
  void findsNothingInAFaultlessRun() {
    enter(sender);
    enter(reader);
    for (var i = 1; i <= 3; i++) {
      var message = post(i);
      show(sender, message);
      acknowledge(message);
      show(reader, message);
    }

    var verdict = check();

    assertThat(verdict.counts()).isEmpty();
    assertThat(verdict.clean()).isTrue();
    assertThat(verdict.figures()).isEqualTo(new Verdict.Figures(2, 2, 0, 3, 3, 0, 6, 3));
  }

  @Test
  void findsAnAcknowledgedMessageThatIsLost() {
    enter(sender);
    send("gone");
    acknowledge(told(1, "gone"));

    expect(LOST);
  }

  @Test
  void findsAMessageThatWasShownAndIsNotStored() {
    enter(reader);
    send("gone");
    show(reader, told(1, "gone"));

    expect(PHANTOM);
  }

  @Test
  void findsAStoredMessageThatNobodySent() {
    stored.add(told(1, "from nowhere"));

    expect(PHANTOM);
  }

  @Test
  void findsAMessageStoredTwice() {
    post(1);
    stored.add(new Told(TICKET, 2, "another id", "message 1"));

    expect(DUPLICATE);
  }

  @Test
  void findsAMessageShownTwiceToOneSocket() {
    enter(reader);
    var message = post(1);
    show(reader, message);
    show(reader, message);

    expect(DUPLICATE);
  }

  @Test
  void findsAMessageShownAgainAfterARecovery() {
    enter(reader);
    show(reader, post(1));
    reconnect(reader, true);
    show(reader, stored.getFirst());

    expect(DUPLICATE);
  }

  @Test
  void findsMessagesShownOutOfOrder() {
    enter(reader);
    load(reader);
    var first = post(1);
    var second = post(2);
    show(reader, second);
    show(reader, first);

    assertThat(check().counts()).containsOnlyKeys(GAP, OUT_OF_ORDER);
  }

  @Test
  void findsAMessageAtAnotherPlaceThanTold() {
    enter(sender);
    post(1);
    send("moved");
    acknowledge(told(1, "moved"));
    stored.add(told(2, "moved"));

    expect(OUT_OF_ORDER);
  }

  @Test
  void findsThatASendersMessagesChangedPlaces() {
    send("first");
    send("second");
    stored.addAll(List.of(told(1, "second"), told(2, "first")));

    expect(OUT_OF_ORDER);
  }

  @Test
  void findsAGapBetweenWhatIsShown() {
    enter(reader);
    show(reader, post(1));
    post(2);
    show(reader, post(3));

    expect(GAP);
  }

  @Test
  void findsAGapAfterARecovery() {
    enter(reader);
    show(reader, post(1));
    post(2);
    reconnect(reader, true);
    show(reader, post(3));

    expect(GAP);
  }

  @Test
  void findsAGapBetweenAPageAndWhatFollows() {
    enter(reader);
    post(1);
    load(reader);
    post(2);
    show(reader, post(3));

    expect(GAP);
  }

  @Test
  void findsAPageThatMissesWhatWasShown() {
    enter(reader);
    show(reader, post(1));
    reader.add(new Entry.Loaded(0, TICKET, List.of()));

    expect(GAP);
  }

  @Test
  void findsAGapWithinAPage() {
    enter(reader);
    var messages = IntStream.rangeClosed(1, 3).mapToObj(this::post).toList();
    reader.add(new Entry.Loaded(0, TICKET, List.of(messages.get(0), messages.get(2))));

    expect(GAP);
  }

  @Test
  void findsAGapInHistory() {
    send("second");
    stored.add(told(2, "second"));

    expect(GAP);
  }

  @Test
  void findsThatTheLastMessageNeverCameWhereEverythingIsAtRest() {
    enter(reader);
    show(reader, post(1));
    reconnect(reader, true);
    post(2);

    assertThat(check().counts()).isEmpty();
    var atRest = Checker.checkAtRest(List.of(sender, reader), history());
    assertThat(atRest.counts()).isEqualTo(Map.of(GAP, 1));
  }

  @Test
  void findsARequestWithoutAnAnswer() {
    sender.add(new Entry.Unanswered(0, "send_message"));

    expect(UNANSWERED);
  }

  @Test
  void findsAClientThatWasToldToStayAway() {
    reader.add(new Entry.Dismissed(0));

    expect(DISMISSED);
  }

  @Test
  void allowsTheAnswerToAMessageThatWasSentAgain() {
    enter(sender);
    load(sender);
    var message = post(1);
    show(sender, message);
    send(message.text());
    show(sender, message);
    acknowledge(message);

    assertThat(check().counts()).isEmpty();
  }

  @Test
  void allowsNoMoreAnswersThanRepetitions() {
    enter(sender);
    load(sender);
    var message = post(1);
    send(message.text());
    IntStream.range(0, 3).forEach(_ -> show(sender, message));

    expect(DUPLICATE);
  }

  @Test
  void asksForNothingThatWasMissedWithoutARecovery() {
    enter(reader);
    show(reader, post(1));
    post(2);
    reconnect(reader, false);
    enter(reader);
    show(reader, post(3));

    assertThat(check().counts()).isEmpty();
  }

  @Test
  void looksAtWhatWasToldUntilAMoment() {
    enter(reader);
    reader.add(new Entry.Shown(5, post(1)));
    stored.clear();

    assertThat(Checker.check(List.of(reader.until(4)), history()).counts()).isEmpty();
    assertThat(Checker.check(List.of(reader.until(5)), history()).count(PHANTOM)).isEqualTo(1);
  }

  private void expect(Violation.Kind kind) {
    assertThat(check().counts()).isEqualTo(Map.of(kind, 1));
  }

  private Verdict check() {
    return Checker.check(List.of(sender, reader), history());
  }

  private History history() {
    return new History(Map.of(TICKET, stored));
  }

  private static void enter(Ledger ledger) {
    reconnect(ledger, false);
    ledger.add(new Entry.Joined(0, TICKET));
  }

  private static void reconnect(Ledger ledger, boolean recovered) {
    ledger.add(new Entry.Connected(0, recovered));
  }

  /// The sender sends, and the server stores.
  private Told post(int seq) {
    var message = told(seq, "message " + seq);
    send(message.text());
    stored.add(message);
    return message;
  }

  private void send(String text) {
    sender.add(new Entry.Sent(0, TICKET, text));
  }

  private void acknowledge(Told message) {
    sender.add(new Entry.Acknowledged(0, message));
  }

  private static void show(Ledger ledger, Told message) {
    ledger.add(new Entry.Shown(0, message));
  }

  private void load(Ledger ledger) {
    ledger.add(new Entry.Loaded(0, TICKET, List.copyOf(stored)));
  }

  private static Told told(int seq, String text) {
    return new Told(TICKET, seq, "id-" + seq, text);
  }
}
