package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.messages.Appended;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.messages.Sender;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every [dev.ticketchat.chat.messages.MessageStore] does with messages that come in.
abstract class MessageStoreContract extends StoreContract {

  @Test
  void givesBackWhatItWasGivenWithANumberATimeAndAnId() {
    var message = stored(from(CLARA, "Hello \uD83D\uDC4B <b>'; DROP TABLE\u0001"));

    assertThat(message.ticketId()).isEqualTo(TICKET);
    assertThat(message.seq()).isEqualTo(1);
    assertThat(message.createdAt()).isEqualTo(START);
    assertThat(message.text()).isEqualTo("Hello \uD83D\uDC4B <b>'; DROP TABLE\u0001");
    assertThat(message.id().value()).matches("[0-9a-f]{24}");
    assertThat(message.sender())
        .isEqualTo(
            new Sender(
                CLARA.id(), "Clara", "clara@acme.example", Role.CLIENT, Optional.of("ACME")));
  }

  @Test
  void readsBackExactlyWhatItAnswered() {
    var fromClient = stored(from(CLARA, "one"));
    var fromAdmin = stored(from(ADA, "two"));

    assertThat(log(TICKET)).containsExactly(fromClient, fromAdmin);
  }

  @Test
  void keepsMessagesWhenItIsClosedAndOpened() {
    var message = stored(from(CLARA, "still here"));

    reopen();

    assertThat(log(TICKET)).containsExactly(message);
    assertThat(stored(from(CLARA, "next")).seq()).isEqualTo(2);
  }

  @Test
  void showsACompanyForClientsOnly() {
    assertThat(stored(from(CLARA, "from a client")).sender().company()).contains("ACME");
    assertThat(stored(from(ADA, "from the desk")).sender().company()).isEmpty();
  }

  @Test
  void countsEachTicketFromOne() {
    tickets.save(List.of(draft("T-2", "clara")), START);
    stored(from(CLARA, "first of T-1"));

    var other = new NewMessage(new TicketId("T-2"), CLARA, "first", new RetryKey.None());

    assertThat(stored(other).seq()).isEqualTo(1);
    assertThat(log(TICKET)).hasSize(1);
    assertThat(log(new TicketId("no such"))).isEmpty();
  }

  @Test
  void neverLetsTimeGoBackWithinATicketThoughTheClockDoes() {
    var first = stored(from(CLARA, "at noon"));
    clock.move(Duration.ofHours(-1));

    var second = stored(from(CLARA, "after the clock was set back"));

    assertThat(second.createdAt()).isEqualTo(first.createdAt());
    assertThat(second.id().value()).isGreaterThan(first.id().value());
  }

  @Test
  void givesIdsThatGrow() {
    var ids = new ArrayList<String>();
    for (var i = 0; i < 20; i++) {
      clock.move(Duration.ofMillis(i % 3));
      ids.add(stored(from(CLARA, "message " + i)).id().value());
    }

    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void showsTheLastSeenNameAndTheRoleOfTheTime() {
    stored(from(ADA, "hello"));

    users.remember(renamed(ADA, "Ada Lovelace"));

    var sender = log(TICKET).getFirst().sender();
    assertThat(sender.name()).isEqualTo("Ada Lovelace");
    assertThat(sender.role()).isEqualTo(Role.SUPER_ADMIN);
  }

  @Test
  void answersWithTheLastSeenNameAsHistoryWill() {
    users.remember(renamed(CLARA, "Clara Barton"));

    var message = stored(from(CLARA, "sent with an older token"));

    assertThat(message.sender().name()).isEqualTo("Clara Barton");
    assertThat(log(TICKET)).containsExactly(message);
  }

  @Test
  void refusesAMessageToATicketThatIsNotThereAndGoesOn() {
    var lost = new NewMessage(new TicketId("no such"), CLARA, "lost", new RetryKey.None());

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> append(lost))
        .extracting(Refused::code)
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(stored(from(CLARA, "fine")).seq()).isEqualTo(1);
  }

  @Test
  void storesARepeatedDurableKeyOnce() {
    var key = new RetryKey.Durable("k1");
    var first = stored(from(CLARA, "once", key));
    clock.move(Duration.ofDays(400));

    var again = append(from(CLARA, "once", key));

    assertThat(again).isEqualTo(new Appended.Duplicate(first));
    assertThat(log(TICKET)).hasSize(1);
  }

  @Test
  void findsWhatWasStoredUnderAKeyAndStoresNothing() {
    var key = new RetryKey.Durable("k1");
    assertThat(messages.earlier(from(CLARA, "once", key))).isEmpty();
    var first = stored(from(CLARA, "once", key));

    assertThat(messages.earlier(from(CLARA, "once", key))).contains(new Appended.Duplicate(first));
    assertThat(messages.earlier(from(CLARA, "twice", key))).contains(new Appended.Conflict());
    assertThat(messages.earlier(from(CLARA, "once"))).isEmpty();
    assertThat(log(TICKET)).hasSize(1);
  }

  @Test
  void knowsADurableKeyAfterARestart() {
    var key = new RetryKey.Durable("k1");
    var first = stored(from(CLARA, "once", key));

    reopen();

    assertThat(append(from(CLARA, "once", key))).isEqualTo(new Appended.Duplicate(first));
  }

  @Test
  void reportsAConflictWhenADurableKeyComesWithOtherContent() {
    var key = new RetryKey.Durable("k1");
    stored(from(CLARA, "once", key));

    assertThat(append(from(CLARA, "twice", key))).isEqualTo(new Appended.Conflict());
    assertThat(log(TICKET)).hasSize(1);
  }

  @Test
  void keepsDurableKeysApartBySenderTicketAndKind() {
    tickets.save(List.of(draft("T-2", "clara")), START);
    var key = new RetryKey.Durable("k1");
    stored(from(CLARA, "mine", key));

    var ofAnother = append(from(ADA, "hers", key));
    var inAnother = append(new NewMessage(new TicketId("T-2"), CLARA, "mine", key));
    var ofOtherKind = append(from(CLARA, "mine", new RetryKey.Recent("k1")));

    assertThat(List.of(ofAnother, inAnother, ofOtherKind))
        .allMatch(Appended.Stored.class::isInstance);
  }

  @Test
  void takesARecentKeyForARepeatWithinTwoMinutesOnly() {
    var key = new RetryKey.Recent("1");
    var first = stored(from(CLARA, "hello", key));

    clock.move(Duration.ofMinutes(2));
    assertThat(append(from(CLARA, "hello", key))).isEqualTo(new Appended.Duplicate(first));

    clock.move(Duration.ofMillis(1));
    assertThat(stored(from(CLARA, "hello", key)).seq()).isEqualTo(2);
  }

  @Test
  void takesARecentKeyForARepeatOfTheLatestWithItsContentBeTheyOldOrNew() {
    var key = new RetryKey.Recent("1");
    var old = stored(from(CLARA, "hello", key));
    var oldBye = stored(from(CLARA, "bye", key));
    clock.move(Duration.ofMinutes(1));
    finishWhatWasPutOff();

    var welcome = stored(from(CLARA, "welcome", key));

    assertThat(append(from(CLARA, "welcome", key))).isEqualTo(new Appended.Duplicate(welcome));
    assertThat(append(from(CLARA, "bye", key))).isEqualTo(new Appended.Duplicate(oldBye));
    clock.move(Duration.ofMinutes(2));
    var again = stored(from(CLARA, "hello", key));
    assertThat(again.seq()).isEqualTo(4).isNotEqualTo(old.seq());
    assertThat(append(from(CLARA, "hello", key))).isEqualTo(new Appended.Duplicate(again));
  }

  @Test
  void takesARecentKeyWithOtherContentForAnotherMessage() {
    var key = new RetryKey.Recent("1");
    var first = stored(from(CLARA, "hello", key));

    var second = stored(from(CLARA, "bye", key));

    assertThat(second.seq()).isEqualTo(2);
    assertThat(append(from(CLARA, "hello", key))).isEqualTo(new Appended.Duplicate(first));
    assertThat(append(from(CLARA, "bye", key))).isEqualTo(new Appended.Duplicate(second));
  }

  @Test
  void readsBackAMessageWithItsFilesInOrder() {
    var files = announced(3);

    var message = stored(withFiles("", files));

    assertThat(message.attachments()).isEqualTo(files);
    assertThat(log(TICKET)).containsExactly(message);
  }

  @Test
  void answersARepeatedSendWithTheFilesOfTheFirst() {
    for (var key : List.of(new RetryKey.Durable("k1"), new RetryKey.Recent("1"))) {
      var first = stored(withFiles("Look", announced(2), "d", key));
      var again = announced(2);

      assertThat(append(withFiles("Look", again, "d", key)))
          .isEqualTo(new Appended.Duplicate(first));
      assertThat(registry.withdraw(namesOf(again))).isEqualTo(namesOf(again));
    }
  }

  @Test
  void reportsAConflictWhenADurableKeyComesWithOtherFiles() {
    var key = new RetryKey.Durable("k1");
    stored(withFiles("Look", announced(1), "d", key));

    assertThat(append(withFiles("Look", announced(1), "e", key)))
        .isEqualTo(new Appended.Conflict());
    assertThat(append(from(CLARA, "Look", key))).isEqualTo(new Appended.Conflict());
  }

  @Test
  void takesARecentKeyWithOtherFilesForAnotherMessage() {
    var key = new RetryKey.Recent("1");
    stored(withFiles("Look", announced(1), "d", key));

    assertThat(stored(withFiles("Look", announced(1), "e", key)).seq()).isEqualTo(2);
    assertThat(stored(from(CLARA, "Look", key)).seq()).isEqualTo(3);
  }

  @Test
  void storesOneOfManyThatRaceWithTheSameKey() throws Exception {
    for (var key : List.of(new RetryKey.Durable("race"), new RetryKey.Recent("race"))) {
      var before = log(TICKET).size();

      var outcomes = together(16, i -> append(from(CLARA, "same", key)));

      assertThat(outcomes).filteredOn(Appended.Stored.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Appended.Duplicate.class::isInstance).hasSize(15);
      assertThat(log(TICKET)).hasSize(before + 1);
    }
  }

  @Test
  void storesOneOfManyThatRaceWithTheSameKeyAndOtherContent() throws Exception {
    var key = new RetryKey.Durable("race");

    var outcomes = together(16, i -> append(from(CLARA, "text " + i, key)));

    assertThat(outcomes).filteredOn(Appended.Stored.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Appended.Conflict.class::isInstance).hasSize(15);
  }

  @Test
  void numbersWithoutGapsWhenManyWriteToManyTickets() throws Exception {
    var ids = IntStream.range(0, 8).mapToObj(i -> new TicketId("many-" + i)).toList();
    tickets.save(ids.stream().map(id -> draft(id.value(), "clara")).toList(), START);

    together(
        64,
        i -> {
          for (var n = 0; n < 25; n++) {
            var ticket = ids.get((i + n) % ids.size());
            stored(new NewMessage(ticket, CLARA, i + "/" + n, new RetryKey.None()));
          }
          return i;
        });

    for (var id : ids) {
      assertThat(log(id))
          .extracting(Message::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
    }
  }

  @Test
  void leavesNoGapAndNoKeyWhereMessagesBesideAreRefused() throws Exception {
    var outcomes =
        together(
            64,
            i -> {
              var key = new RetryKey.Durable("key-" + i);
              var files = i % 4 == 0 ? files(1) : List.<Attachment>of();
              try {
                return append(withFiles("text", files, files.isEmpty() ? "" : "a digest", key))
                    instanceof Appended.Stored;
              } catch (Refused notAnnounced) {
                return false;
              }
            });

    assertThat(outcomes).filteredOn(isStored -> isStored).hasSize(48);
    assertThat(log(TICKET))
        .extracting(Message::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 48).boxed().toList());
    assertThat(stored(withFiles("text", List.of(), "", new RetryKey.Durable("key-4"))).seq())
        .isEqualTo(49);
  }

  @Test
  void knowsTheKeyOfAMessageThatIsStoredWhileTicketsAreListed() throws Exception {
    IntFunction<NewMessage> message =
        i -> from(CLARA, "text " + i, new RetryKey.Durable("key-" + i));

    var repeats =
        together(
            64,
            t -> {
              var outcomes = new ArrayList<Appended>();
              for (var i = t * 20; i < t * 20 + 20; i++) {
                finishWhatWasPutOff();
                stored(message.apply(i));
                outcomes.add(append(message.apply(i)));
              }
              return outcomes;
            });

    assertThat(repeats)
        .allSatisfy(
            outcomes -> assertThat(outcomes).hasOnlyElementsOfType(Appended.Duplicate.class));
  }

  @Test
  void findsEachOfThousandsByItsTicketItsNumberAndItsKey() throws Exception {
    tickets.save(List.of(draft("T-2", "clara")), START);
    var ids = List.of(TICKET, new TicketId("T-2"));
    IntFunction<NewMessage> message =
        i -> {
          var key = new RetryKey.Durable("key-" + i);
          return new NewMessage(ids.get(i % 2), CLARA, "text " + i, key);
        };
    together(
        50,
        t -> IntStream.range(t * 100, t * 100 + 100).mapToObj(message).map(this::stored).toList());

    for (var id : ids) {
      assertThat(log(id))
          .extracting(Message::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 2_500).boxed().toList());
    }
    assertThat(directory.list(Optional.empty(), 2, 0))
        .allSatisfy(ticket -> assertThat(ticket.lastMessage()).map(Message::seq).contains(2_500L));
    reopen();
    assertThat(IntStream.range(0, 5_000).mapToObj(message).map(this::append))
        .allMatch(Appended.Duplicate.class::isInstance);
  }

  @Test
  void putsManyMessagesIntoFewTransactions() throws Exception {
    var before = metrics.commits();

    together(64, i -> IntStream.range(0, 20).mapToObj(n -> stored(from(CLARA, "m" + n))).toList());

    assertThat(metrics.commits() - before).isBetween(1L, 1_279L);
    assertThat(metrics.scrape()).contains("ticketchat_messages_stored_total 1280.0");
  }

  @Test
  void tellsWhatIsStoredOnceInTheOrderOfTheLogAndBeforeItAnswers() throws Exception {
    tickets.save(List.of(draft("T-2", "clara")), START);
    var told = new CopyOnWriteArrayList<Message>();
    var ticketIds = List.of(TICKET, new TicketId("T-2"));

    var answered =
        together(
            32,
            i -> {
              var key = new RetryKey.Durable("key-" + i / 2);
              var message = new NewMessage(ticketIds.get(i / 2 % 2), CLARA, "text", key);
              var appended = messages.append(message, told::add);
              return appended instanceof Appended.Stored(var stored) && told.contains(stored);
            });

    assertThat(answered).filteredOn(stored -> stored).hasSize(16);
    assertThat(told).hasSize(16).isEqualTo(messages.between(ticketIds, 0, Long.MAX_VALUE, 100));
    assertThat(told)
        .extracting(Message::position)
        .isSorted()
        .last()
        .isEqualTo(messages.lastPosition());
  }

  @Test
  void whatATellerThrowsHarmsNobody() {
    Consumer<Message> failing =
        _ -> {
          throw new IllegalStateException("a bug that a test made");
        };

    assertThat(messages.append(from(CLARA, "one"), failing)).isInstanceOf(Appended.Stored.class);
    assertThat(stored(from(CLARA, "two")).seq()).isEqualTo(2);
  }

  @Test
  void givesWhatSomeTicketsHaveBetweenTwoPositions() {
    var ids = List.of(TICKET, new TicketId("T-2"), new TicketId("T-3"));
    tickets.save(List.of(draft("T-2", "clara"), draft("T-3", "clara")), START);
    assertThat(messages.lastPosition()).isZero();
    var log =
        IntStream.range(0, 30)
            .mapToObj(
                i -> stored(new NewMessage(ids.get(i % 3), CLARA, "m" + i, new RetryKey.None())))
            .toList();
    var asked = List.of(ids.get(0), ids.get(2));
    var after = log.get(10).position();
    var upTo = log.get(24).position();

    var expected = log.subList(11, 25).stream().filter(m -> asked.contains(m.ticketId())).toList();
    assertThat(messages.between(asked, after, upTo, 100)).isEqualTo(expected);
    assertThat(messages.between(asked, after, upTo, 5)).isEqualTo(expected.subList(0, 5));
    assertThat(messages.between(asked, upTo, after, 100)).isEmpty();
    assertThat(messages.between(List.of(), after, upTo, 100)).isEmpty();
    assertThat(messages.between(List.of(new TicketId("none")), 0, upTo, 100)).isEmpty();
    assertThat(messages.lastPosition()).isEqualTo(log.getLast().position());
  }

  /// Runs a task on so many virtual threads at once and gives what they gave.
  static <T> List<T> together(int threads, IntFunction<T> task) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, threads).<Callable<T>>mapToObj(i -> () -> task.apply(i)).toList();
      var results = new ArrayList<T>();
      for (var future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
