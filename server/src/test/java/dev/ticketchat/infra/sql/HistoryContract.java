package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageId;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.Page;
import dev.ticketchat.chat.messages.PageRequest;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [dev.ticketchat.chat.messages.MessageStore] does with questions about its pages. The
/// ticket has ten messages.
abstract class HistoryContract extends StoreContract {
  private static final long NO_BOUND = Long.MAX_VALUE;

  private final List<Message> all = new ArrayList<>();

  @BeforeEach
  void writeTen() {
    for (var i = 1; i <= 10; i++) {
      all.add(stored(from(i % 2 == 0 ? ADA : CLARA, "message " + i)));
      if (i == 5) {
        finishWhatWasPutOff(); // pages begin before and end after it
      }
    }
  }

  @ParameterizedTest(name = "the latest {0} up to {1}: {2} to {3}, more {4}")
  @CsvSource({
    "3, 99, 8, 10, true", "9, 99, 2, 10, true", "10, 99, 1, 10, false", "100, 99, 1, 10, false",
    "3, 7, 5, 7, true", "7, 7, 1, 7, false", "1, 1, 1, 1, false", "5, 0, 1, 0, false"
  })
  void latest(int limit, long upTo, long from, long to, boolean more) {
    expect(new PageRequest.Latest(limit), upTo, from, to, more);
  }

  @ParameterizedTest(name = "{1} before {0} up to {2}: {3} to {4}, more {5}")
  @CsvSource({
    "8, 3, 99, 5, 7, true", "4, 3, 99, 1, 3, false", "5, 3, 99, 2, 4, true",
    "1, 3, 99, 1, 0, false", "10, 100, 99, 1, 9, false", "9, 2, 5, 4, 5, true"
  })
  void before(int seq, int limit, long upTo, long from, long to, boolean more) {
    expect(new PageRequest.Before(all.get(seq - 1).id(), limit), upTo, from, to, more);
  }

  @ParameterizedTest(name = "{1} after {0} up to {2}: {3} to {4}, more {5}")
  @CsvSource({
    "1, 3, 99, 2, 4, true", "7, 3, 99, 8, 10, false", "6, 3, 99, 7, 9, true",
    "10, 3, 99, 1, 0, false", "3, 100, 5, 4, 5, false", "8, 3, 5, 1, 0, false"
  })
  void after(int seq, int limit, long upTo, long from, long to, boolean more) {
    expect(new PageRequest.After(all.get(seq - 1).id(), limit), upTo, from, to, more);
  }

  @ParameterizedTest(name = "{1} from offset {0} up to {2}: {3} to {4}, more {5}")
  @CsvSource({
    "0, 3, 99, 1, 3, true", "7, 3, 99, 8, 10, false", "9, 3, 99, 10, 10, false",
    "10, 3, 99, 1, 0, false", "9223372036854775807, 100, 99, 1, 0, false", "4, 3, 6, 5, 6, false"
  })
  void offset(long offset, int limit, long upTo, long from, long to, boolean more) {
    expect(new PageRequest.Offset(offset, limit), upTo, from, to, more);
  }

  @Test
  void walksThroughTheWholeTicketBackwards() {
    var walked = new ArrayList<Message>();
    var page = messages.page(TICKET, new PageRequest.Latest(3), NO_BOUND);
    walked.addAll(0, page.messages());
    while (page.nextBefore().isPresent()) {
      page = messages.page(TICKET, new PageRequest.Before(page.nextBefore().get(), 3), NO_BOUND);
      walked.addAll(0, page.messages());
    }

    assertThat(walked).isEqualTo(all);
    assertThat(page.hasMore()).isFalse();
  }

  @Test
  void showsTheFilesOfEachMessageOfAPage() {
    all.add(stored(withFiles("one", announced(2))));
    all.add(stored(from(ADA, "none")));
    all.add(stored(withFiles("another", announced(1))));

    var page = messages.page(TICKET, new PageRequest.Latest(5), NO_BOUND);

    assertThat(page.messages()).isEqualTo(all.subList(8, 13));
    assertThat(page.messages())
        .extracting(message -> message.attachments().size())
        .containsExactly(0, 0, 2, 0, 1);
  }

  @Test
  void givesAnEmptyPageOfATicketWithoutMessages() {
    var empty = new Page(List.of(), 0, false, Optional.empty());

    var none = new TicketId("no such");

    assertThat(messages.page(none, new PageRequest.Latest(50), NO_BOUND)).isEqualTo(empty);
    assertThat(messages.page(none, new PageRequest.Offset(5, 50), NO_BOUND)).isEqualTo(empty);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m-1",
        "ffffffffffffffffffffffff",
        "000000000000000000000001",
        "00000000000000000000000",
        "0000000000000000000000000",
        "00000000000000000000000g",
        "' OR 1=1 --"
      })
  void refusesIdsThatNoMessageHas(String id) {
    expectRefusal(TICKET, new MessageId(id));
  }

  @Test
  void refusesTheIdOfAnotherTicketsMessage() {
    tickets.save(List.of(draft("T-2", "clara")), START);
    var other =
        stored(new NewMessage(new TicketId("T-2"), CLARA, "elsewhere", new RetryKey.None()));

    expectRefusal(TICKET, other.id());
    expectRefusal(new TicketId("no such"), other.id());
  }

  @Test
  void refusesAnIdOfTheRightRowAndAnotherTime() {
    var id = all.getFirst().id().value();

    expectRefusal(TICKET, new MessageId("000000000000" + id.substring(12)));
    expectRefusal(TICKET, new MessageId(id.toUpperCase(Locale.ROOT)));
  }

  private void expect(PageRequest request, long upTo, long from, long to, boolean more) {
    var page = messages.page(TICKET, request, upTo);

    assertThat(page.messages())
        .extracting(Message::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(from, to).boxed().toList());
    assertThat(page.total()).isEqualTo(Math.min(10, upTo));
    assertThat(page.hasMore()).isEqualTo(more);
    assertThat(page.nextBefore())
        .isEqualTo(
            from > 1 && from <= to
                ? Optional.of(all.get((int) from - 1).id())
                : Optional.<MessageId>empty());
  }

  private void expectRefusal(TicketId ticket, MessageId id) {
    for (var request : List.of(new PageRequest.Before(id, 5), new PageRequest.After(id, 5))) {
      assertThatExceptionOfType(Refused.class)
          .isThrownBy(() -> messages.page(ticket, request, NO_BOUND))
          .extracting(Refused::code)
          .isEqualTo(ErrorCode.INVALID);
    }
  }
}
