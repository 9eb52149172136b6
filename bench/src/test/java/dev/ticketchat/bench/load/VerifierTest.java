package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Two members, who send and see messages.
final class VerifierTest {
  private static final String FIELDS =
      "\"ticketId\":\"t0\",\"_id\":\"i\",\"sender\":{},\"senderModel\":\"Client\"";

  private final Faults faults = new Faults();
  private final Verifier verifier = new Verifier(TicketName.of("t<T>"), false, faults);
  private final List<Member> members = Rooms.of(1, 2, 2).getFirst().members();

  @Test
  void findsNothingWrongWithOneOrder() {
    see(0, new Seen(1, 0, 7), new Seen(0, 0, 8), new Seen(1, 1, 9));
    see(1, new Seen(1, 0, 7), new Seen(0, 0, 8), new Seen(1, 1, 9));

    assertThat(faults.counts()).isEmpty();
  }

  @Test
  void findsAMessageThatOneSawTwice() {
    see(0, new Seen(0, 0, 1), new Seen(0, 1, 2));
    see(1, new Seen(0, 0, 1), new Seen(0, 0, 1));

    assertThat(faults.counts()).containsKey(Fault.GAP_OR_DUP);
  }

  @Test
  void findsAMessageThatAllSawTwice() {
    see(0, new Seen(0, 0, 1), new Seen(0, 0, 2));
    see(1, new Seen(0, 0, 1), new Seen(0, 0, 2));

    assertThat(faults.counts()).containsOnlyKeys(Fault.GAP_OR_DUP);
  }

  @Test
  void findsAMessageThatOneDidNotSee() {
    see(0, new Seen(0, 0, 1), new Seen(0, 1, 2), new Seen(0, 2, 3));
    see(1, new Seen(0, 0, 1), new Seen(0, 2, 3));

    assertThat(faults.counts()).containsKeys(Fault.GAP_OR_DUP, Fault.ORDER);
  }

  @Test
  void findsAMessageThatNobodySaw() {
    see(0, new Seen(0, 0, 1), new Seen(0, 2, 2));

    assertThat(faults.counts()).containsOnlyKeys(Fault.GAP_OR_DUP);
  }

  @Test
  void findsAGapInTheNumbers() {
    see(0, new Seen(0, 0, 1), new Seen(0, 1, 3));

    assertThat(faults.counts()).containsOnlyKeys(Fault.GAP_OR_DUP);
  }

  @Test
  void findsAnotherOrder() {
    see(0, new Seen(0, 0, 1), new Seen(1, 0, 2));
    see(1, new Seen(1, 0, 2), new Seen(0, 0, 1));

    assertThat(faults.counts()).containsKey(Fault.ORDER);
  }

  /// Numbers alone cannot hide it.
  @Test
  void findsAnotherOrderUnderTheSameNumbers() {
    see(0, new Seen(0, 0, 1), new Seen(1, 0, 2));
    see(1, new Seen(1, 0, 1), new Seen(0, 0, 2));

    assertThat(faults.counts()).containsOnlyKeys(Fault.ORDER);
  }

  @Test
  void comparesAcrossWhatItForgot() {
    for (int i = 0; i < 1_000; i++) {
      see(0, new Seen(0, i, 1 + i));
      if (i >= 100) {
        see(1, new Seen(0, i - 100, 1 + i - 100));
      }
    }
    assertThat(faults.counts()).isEmpty();

    see(1, new Seen(0, 901, 901));

    assertThat(faults.counts()).containsKey(Fault.ORDER);
  }

  @Test
  void doesNotWaitForThoseWhoAreGone() {
    members.get(1).leave();

    for (int i = 0; i < 1_000; i++) {
      see(0, new Seen(0, i, 1 + i));
    }

    assertThat(faults.counts()).isEmpty();
  }

  @Test
  void findsAMissingField() {
    inspect(FIELDS + ",\"createdAt\":\"\"");

    assertThat(faults.counts()).containsOnlyKeys(Fault.FIELD);
  }

  @Test
  void findsAnotherTicket() {
    inspect((FIELDS + ",\"createdAt\":\"\",\"seq\":1").replace("t0", "t01"));

    assertThat(faults.counts()).containsOnlyKeys(Fault.FIELD);
    assertThat(faults.first()).hasValueSatisfying(words -> assertThat(words).contains("\"t01\""));
  }

  private record Seen(int sender, int number, long seq) {}

  private void see(int member, Seen... messages) {
    for (var seen : messages) {
      var event = FIELDS + ",\"createdAt\":\"\",\"seq\":" + seen.seq;
      var bytes = event.getBytes(UTF_8);
      verifier.inspect(members.get(member), seen.sender, seen.number, bytes, 0, bytes.length);
      members.get(member).onReceived();
    }
  }

  private void inspect(String event) {
    var bytes = event.getBytes(UTF_8);
    verifier.inspect(members.getFirst(), 0, 0, bytes, 0, bytes.length);
  }
}
