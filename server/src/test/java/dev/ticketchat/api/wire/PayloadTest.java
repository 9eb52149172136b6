package dev.ticketchat.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PayloadTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void readsATicketIdThatIsAString() {
    assertThat(payload("{\"ticketId\":\"t-1\"}").ticketId()).isEqualTo(new TicketId("t-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "123, 123",
    "-7, -7",
    "1.0, 1",
    "1e3, 1000",
    "1.5, 1.5",
    "123456789012345678901234567890, 123456789012345678901234567890"
  })
  void readsANumberAsJavaScriptPrintsIt(String number, String id) {
    assertThat(payload("{\"ticketId\":" + number + "}").ticketId().value()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "5",
        "\"t-1\"",
        "[]",
        "[\"t-1\"]",
        "true",
        "{}",
        "{\"ticketId\":null}",
        "{\"ticketId\":\"\"}",
        "{\"ticketId\":\" \\t\"}",
        "{\"ticketId\":true}",
        "{\"ticketId\":{}}",
        "{\"ticketId\":[\"t-1\"]}",
        "{\"ticketId\":\"\\ud800\"}",
        "{\"ticketid\":\"t-1\"}"
      })
  void whatIsNoTicketIdIsAskedFor(String json) {
    assertThatThrownBy(() -> payload(json).ticketId())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID))
        .hasMessage("Ticket ID is required");
  }

  @Test
  void anEventWithoutArgumentsIsAnEmptyPayload() {
    assertThat(Payload.of(List.of()).string("token")).isEmpty();
  }

  @Test
  void onlyTheFirstArgumentCounts() {
    var args = List.of(JSON.readTree("7"), JSON.readTree("{\"token\":\"t\"}"));

    assertThat(Payload.of(args).string("token")).isEmpty();
  }

  @Test
  void aNumberIsNoString() {
    assertThat(payload("{\"token\":5}").string("token")).isEmpty();
  }

  private static Payload payload(String json) {
    return Payload.of(JSON.readTree(json));
  }
}
