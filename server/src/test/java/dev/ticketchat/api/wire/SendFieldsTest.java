package dev.ticketchat.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.FakeWorkspace;
import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.chat.files.UploadId;
import dev.ticketchat.chat.messages.RetryKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class SendFieldsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  @TempDir static Path folder;

  private final FakeWorkspace workspace = new FakeWorkspace(folder);
  private final AttachmentFields attachments =
      new AttachmentFields(workspace, new FileLimits(1024, 10, true));

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
  @CsvSource({
    "AA==, 1",
    "AAA=, 2",
    "AA, 1",
    "+/09azAZ, 6",
    "'data:;base64,AA==', 1",
    "'data:image/png;base64,AAAA', 3"
  })
  void filesAreWrittenAsTheBytesThatTheyAre(String data, long size) {
    try (var fields =
        read("{\"attachments\":[{\"name\":\"a\",\"type\":\"t\",\"data\":\"" + data + "\"}]}")) {
      var file = fields.files().getFirst();

      assertThat(file.name()).isEqualTo("a");
      assertThat(file.declaredType()).isEqualTo("t");
      assertThat(file.content().path()).hasSize(size);
    }
    assertThat(workspace.left()).isEmpty();
  }

  @Test
  void aBinaryFileIsAFile() {
    var attachment = JsonNodeFactory.instance.objectNode();
    attachment.put("name", "a");
    attachment.put("data", new byte[] {1, 2});
    var payload = JsonNodeFactory.instance.objectNode();
    payload.putArray("attachments").add(attachment);

    try (var fields = SendFields.read(Payload.of(payload), attachments)) {
      assertThat(fields.files().getFirst().content().path()).hasBinaryContent(new byte[] {1, 2});
    }
  }

  @Test
  void nothingIsLeftOfTheOthersWhenOneIsBad() {
    assertInvalid(
        "{\"attachments\":[" + GOOD + "," + GOOD + ",{\"name\":\"a\",\"data\":\"!\"}]}",
        "Attachment 3 must have valid base64 data");

    assertThat(workspace.left()).isEmpty();
  }

  @Test
  void moreFilesThanAMessageMayHaveAreNotEvenWritten() {
    var refused = refused("{\"attachments\":[" + (GOOD + ",").repeat(10) + GOOD + "]}");

    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(refused).hasMessage("A message can have at most 10 files");
  }

  @Test
  void aFileOverTheLimitIsTooLarge() {
    var refused =
        refused("{\"attachments\":[{\"name\":\"a\",\"data\":\"" + "A".repeat(1_368) + "\"}]}");

    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(refused).hasMessage("Attachment 1 exceeds maximum size of 1KB");
  }

  @Test
  void uploadsAreNamedByTheirIds() {
    assertThat(read("{\"uploadIds\":[\"a\",\"b\"]}").uploadIds())
        .containsExactly(new UploadId("a"), new UploadId("b"));
    assertThat(read("{\"uploadIds\":null}").uploadIds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                       | false",
        "{\"attachments\":[],\"uploadIds\":null}  | false",
        "{\"attachments\":[7]}                    | true",
        "{\"uploadIds\":[\"a\"]}                  | true"
      })
  void whatHasFilesIsSeenBeforeTheyAreRead(String json, boolean haveFiles) {
    assertThat(SendFields.haveFiles(Payload.of(JSON.readTree(json)))).isEqualTo(haveFiles);
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

  private void assertInvalid(String json, String words) {
    var refused = refused(json);

    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refused).hasMessage(words);
  }

  private Refused refused(String json) {
    return catchThrowableOfType(Refused.class, () -> read(json));
  }

  private SendFields read(String json) {
    return SendFields.read(Payload.of(JSON.readTree(json)), attachments);
  }
}
