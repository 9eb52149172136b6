package dev.ticketchat.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TicketFieldsTest {

  @Test
  void readsADraft() {
    assertThat(read("{\"id\":7,\"clientId\":8,\"title\":\"T\",\"status\":\"in-progress\",\"x\":1}"))
        .isEqualTo(
            new TicketDraft(
                new TicketId("7"), new UserId("8"), "T", Optional.of(TicketStatus.IN_PROGRESS)));
  }

  @Test
  void whatIsMissingIsEmptyForTheDeskToJudge() {
    assertThat(read("{}"))
        .isEqualTo(new TicketDraft(new TicketId(""), new UserId(""), "", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":7}       | Title must be a string",
        "{\"clientId\":true} | Client ID must be a string or a number",
        "{\"clientId\":[]}   | Client ID must be a string or a number",
        "{\"status\":\"x\"}  | Status must be one of open, in-progress, resolved, closed, canceled",
        "{\"status\":1}      | Status must be one of open, in-progress, resolved, closed, canceled"
      })
  void wrongTypesAreInvalid(String json, String words) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(Refused.class).hasMessage(words);
  }

  private static TicketDraft read(String json) {
    return TicketFields.draft(Payload.of(JsonMapper.shared().readTree(json)));
  }
}
