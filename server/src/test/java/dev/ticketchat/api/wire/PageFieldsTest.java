package dev.ticketchat.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.messages.MessageId;
import dev.ticketchat.chat.messages.PageRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PageFieldsTest {
  private static final String ID = "0123456789abcdef01234567";

  @Test
  void theLatestFiftyAreTheDefault() {
    assertThat(read("{}")).isEqualTo(new PageRequest.Latest(50));
    assertThat(read("{\"limit\":null,\"before\":null,\"after\":null,\"offset\":null}"))
        .isEqualTo(new PageRequest.Latest(50));
  }

  @Test
  void readsEachWayToAsk() {
    assertThat(read("{\"limit\":1}")).isEqualTo(new PageRequest.Latest(1));
    assertThat(read("{\"limit\":100.0,\"before\":\"" + ID + "\"}"))
        .isEqualTo(new PageRequest.Before(new MessageId(ID), 100));
    assertThat(read("{\"after\":\"" + ID + "\"}"))
        .isEqualTo(new PageRequest.After(new MessageId(ID), 50));
    assertThat(read("{\"offset\":0}")).isEqualTo(new PageRequest.Offset(0, 50));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "101",
        "-1",
        "1.5",
        "1e309",
        "99999999999999999999",
        "\"50\"",
        "true",
        "[]",
        "{}"
      })
  void aLimitOutOfRangeIsInvalid(String limit) {
    assertThatThrownBy(() -> read("{\"limit\":" + limit + "}"))
        .isInstanceOf(Refused.class)
        .hasMessage("limit must be a whole number from 1 to 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0.5", "1e20", "\"0\"", "true", "[]", "{}"})
  void anOffsetOutOfRangeIsInvalid(String offset) {
    assertThatThrownBy(() -> read("{\"offset\":" + offset + "}"))
        .isInstanceOf(Refused.class)
        .hasMessage("offset must be a whole number from 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"\"", "\"x\"", "\"0123456789ABCDEF01234567\"", "true", "[]", "{}"})
  void whatIsNoMessageIdIsInvalid(String id) {
    assertThatThrownBy(() -> read("{\"before\":" + id + "}"))
        .isInstanceOf(Refused.class)
        .hasMessage("before must be a message ID");
    assertThatThrownBy(() -> read("{\"after\":" + id + "}"))
        .isInstanceOf(Refused.class)
        .hasMessage("after must be a message ID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"before\":\"" + ID + "\",\"after\":\"" + ID + "\"}",
        "{\"before\":\"" + ID + "\",\"offset\":0}",
        "{\"after\":\"" + ID + "\",\"offset\":0}"
      })
  void twoWaysAtOnceAreInvalid(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(Refused.class)
        .hasMessage("Give only one of before, after and offset");
  }

  private static PageRequest read(String json) {
    return PageFields.read(Payload.of(JsonMapper.shared().readTree(json)));
  }
}
