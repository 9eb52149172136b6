package dev.ticketchat.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.messages.RetryKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class SendFieldsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String GOOD = "{\"name\":\"a.png\",\"data\":\"AAAA\"}";

  @Test
  void keepsTheTextAsItCame() {
    assertThat(read("{\"message\":\" <b>\\n😀 \"}").text()).isEqualTo(" <b>\n😀 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"message\":null}", "{\"message\":\"\",\"attachments\":null}"})
  void aMissingTextIsAnEmptyOne(String json) {
    assertThat(read(json).text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "true", "{}", "[]", "[\"x\"]"})
  void aTextOfAnotherTypeIsInvalid(String message) {
    assertInvalid("{\"message\":" + message + "}", "Message must be a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "\"x\"", "true", "{}"})
  void attachmentsOfAnotherTypeAreInvalid(String attachments) {
    assertInvalid(
        "{\"message\":\"x\",\"attachments\":" + attachments + "}", "Attachments must be an array");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null                                    | must be an object",
        "7                                       | must be an object",
        "[]                                      | must be an object",
        "{}                                      | must have a valid name",
        "{\"name\":7,\"data\":\"AAAA\"}          | must have a valid name",
        "{\"name\":\" \",\"data\":\"AAAA\"}      | must have a valid name",
        "{\"name\":\"a\"}                        | must have valid base64 data",
        "{\"name\":\"a\",\"data\":7}             | must have valid base64 data",
        "{\"name\":\"a\",\"data\":\"\"}          | must have valid base64 data",
        "{\"name\":\"a\",\"data\":\"AAA!\"}      | must have valid base64 data",
        "{\"name\":\"a\",\"data\":\"AAAAA\"}     | must have valid base64 data",
        "{\"name\":\"a\",\"data\":\"AAA==\"}     | must have valid base64 data",
        "{\"name\":\"a\",\"data\":\"AA=A\"}      | must have valid base64 data",
        "{\"name\":\"a\",\"data\":\"data:a,AAAA\"} | must have valid base64 data"
      })
  void aBadAttachmentIsNamedByItsPlace(String attachment, String words) {
    assertInvalid("{\"attachments\":[" + GOOD + "," + attachment + "]}", "Attachment 2 " + words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AA==",
        "AAA=",
        "AA",
        "+/09azAZ",
        "data:;base64,AA==",
        "data:image/png;base64,AAAA"
      })
  void wellFormedFilesAreRefusedInHonestWords(String data) {
    var refused =
        refused("{\"message\":\"x\",\"attachments\":[{\"name\":\"a\",\"data\":\"" + data + "\"}]}");

    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refused).hasMessageContaining("does not take files yet");
  }

  @Test
  void aBinaryFileIsAFile() {
    var attachment = JsonNodeFactory.instance.objectNode();
    attachment.put("name", "a");
    attachment.put("data", new byte[] {1, 2});
    var payload = JsonNodeFactory.instance.objectNode();
    payload.putArray("attachments").add(attachment);

    var refused = catchThrowableOfType(Refused.class, () -> SendFields.read(Payload.of(payload)));

    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void clientMessageIdIsAKeyForEver() {
    assertThat(read("{\"clientMessageId\":\"a\",\"id\":1}").key())
        .isEqualTo(new RetryKey.Durable("a"));
    assertThat(read("{\"clientMessageId\":17}").key()).isEqualTo(new RetryKey.Durable("17"));
  }

  @Test
  void idIsAKeyForAWhile() {
    assertThat(read("{\"id\":\"a\"}").key()).isEqualTo(new RetryKey.Recent("a"));
    assertThat(read("{\"id\":1}").key()).isEqualTo(new RetryKey.Recent("1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"id\":null,\"clientMessageId\":null}", "{\"id\":{}}", "{\"id\":\"\"}"})
  void whatCannotBeAnIdIsNone(String json) {
    assertThat(read(json).key()).isEqualTo(new RetryKey.None());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "true", "\"\"", "\" \""})
  void whatCannotBeAClientMessageIdIsInvalid(String value) {
    assertInvalid(
        "{\"message\":\"x\",\"clientMessageId\":" + value + "}",
        "clientMessageId must be a string or a number");
  }

  private static void assertInvalid(String json, String words) {
    var refused = refused(json);

    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refused).hasMessage(words);
  }

  private static Refused refused(String json) {
    return catchThrowableOfType(Refused.class, () -> read(json));
  }

  private static SendFields read(String json) {
    return SendFields.read(Payload.of(JSON.readTree(json)));
  }
}
