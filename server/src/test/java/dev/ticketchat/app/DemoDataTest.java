package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.desk.TicketSummary;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.PageRequest;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.infra.metrics.Metrics;
import dev.ticketchat.infra.sql.SqlStores;
import dev.ticketchat.infra.sql.SqliteDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));

  @TempDir private Path folder;

  @Test
  void givesBothClientsTicketsWithMessages() {
    new DemoData(NOW).seed(folder);

    var tickets = stored(stores -> stores.directory().list(Optional.empty(), 100, 0));
    assertThat(tickets)
        .extracting(summary -> summary.ticket().clientId().value())
        .contains("mara", "tom");
    assertThat(tickets).allSatisfy(summary -> assertThat(summary.lastMessage()).isPresent());
    assertThat(tickets).extracting(TicketSummary::clientName).allMatch(Optional::isPresent);
  }

  @Test
  void tellsAStoryThatWentOnBeforeNow() {
    new DemoData(NOW).seed(folder);

    var messages = messagesOf("T-1001");
    assertThat(messages).hasSize(5).isSortedAccordingTo(Comparator.comparing(Message::createdAt));
    assertThat(messages.getFirst().createdAt()).isEqualTo("2026-11-23T09:08:00Z");
    assertThat(messages).extracting(message -> message.sender().name()).contains("Sam Rivera");
  }

  @Test
  void isThereOnceHoweverOftenItIsSeeded() {
    new DemoData(NOW).seed(folder);
    var first = messagesOf("T-1001");

    new DemoData(NOW).seed(folder);

    assertThat(messagesOf("T-1001")).isEqualTo(first);
  }

  private List<Message> messagesOf(String ticket) {
    return stored(stores ->
        stores
            .messages()
            .page(new TicketId(ticket), new PageRequest.Latest(100), Long.MAX_VALUE)
            .messages());
  }

  private <T> T stored(Function<SqlStores, T> question) {
    try (var metrics = new Metrics();
        var stores = new SqlStores(SqliteDatabase.open(folder), NOW, metrics)) {
      return question.apply(stores);
    }
  }
}
