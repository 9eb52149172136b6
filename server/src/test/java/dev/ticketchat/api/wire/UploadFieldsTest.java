package dev.ticketchat.api.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.NewUpload;
import dev.ticketchat.chat.files.UploadId;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class UploadFieldsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String AT_4 = "{\"uploadId\":\"u\",\"offset\":4}";
  private static final byte[] BYTES = "bytes".getBytes(US_ASCII);

  @Test
  void readsTheFileThatShallCome() {
    var file =
        UploadFields.file(
            payload("{\"ticketId\":7,\"name\":\" a.txt\",\"type\":\"text/plain\",\"size\":12.0}"));

    assertThat(file).isEqualTo(new NewUpload(new TicketId("7"), " a.txt", "text/plain", 12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"type\":null", ",\"type\":\"\""})
  void aMissingTypeIsAnEmptyOne(String type) {
    var file =
        UploadFields.file(payload("{\"ticketId\":\"t\",\"name\":\"a\",\"size\":1" + type + "}"));

    assertThat(file.declaredType()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`name`:`a`,`size`:1 | Ticket ID is required",
        "`ticketId`:`t`,`size`:1 | File must have a valid name",
        "`ticketId`:`t`,`name`:7,`size`:1 | File must have a valid name",
        "`ticketId`:`t`,`name`:` `,`size`:1 | File must have a valid name",
        "`ticketId`:`t`,`name`:`a` | File size must be a whole number of at least 1",
        "`ticketId`:`t`,`name`:`a`,`size`:`1` | File size must be a whole number of at least 1",
        "`ticketId`:`t`,`name`:`a`,`size`:0 | File size must be a whole number of at least 1",
        "`ticketId`:`t`,`name`:`a`,`size`:1.5 | File size must be a whole number of at least 1",
        "`ticketId`:`t`,`name`:`a`,`size`:1e300 | File size must be a whole number of at least 1",
        "`ticketId`:`t`,`name`:`a`,`size`:1,`type`:7 | File type must be a MIME type",
      })
  void aFileOfOtherFieldsIsInvalid(String fields, String message) {
    assertInvalid(message, () -> UploadFields.file(payload("{" + fields.replace('`', '"') + "}")));
  }

  @Test
  void anEarlierUploadMayBeNamed() {
    assertThat(UploadFields.earlier(payload("{}"))).isEmpty();
    assertThat(UploadFields.earlier(payload("{\"uploadId\":null}"))).isEmpty();
    assertThat(UploadFields.earlier(payload("{\"uploadId\":\"u\"}"))).contains(new UploadId("u"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "true", "\"\"", "\" \"", "[]", "{}", "[\"u\"]", "\"\\ud800\""})
  void whatIsNoIdIsInvalid(String id) {
    var payload = payload("{\"uploadId\":" + id + "}");

    assertInvalid("Upload ID is required", () -> UploadFields.id(payload));
    assertInvalid("Upload ID is required", () -> UploadFields.earlier(payload));
  }

  @Test
  void anIdIsNotLong() {
    var longest = "u".repeat(256);

    assertThat(UploadFields.id(payload("{\"uploadId\":\"" + longest + "\"}")))
        .isEqualTo(new UploadId(longest));
    assertInvalid(
        "Upload ID is required",
        () -> UploadFields.id(payload("{\"uploadId\":\"u" + longest + "\"}")));
  }

  @Test
  void aChunkComesBinaryBesideThePayload() {
    var chunk = UploadFields.chunk(List.of(JSON.readTree(AT_4), binary(BYTES)));

    assertThat(chunk.id()).isEqualTo(new UploadId("u"));
    assertThat(chunk.offset()).isEqualTo(4);
    assertThat(chunk.bytes().array()).isEqualTo(BYTES);
  }

  @Test
  void aChunkComesBinaryInThePayload() {
    var payload = JSON.createObjectNode().put("uploadId", "u").put("offset", 0).put("data", BYTES);

    assertThat(UploadFields.chunk(List.of(payload)).bytes().array()).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ynl0ZXM=", "Ynl0ZXM"})
  void aChunkComesInBase64(String data) {
    var chunk = UploadFields.chunk(withData("\"" + data + "\""));

    assertThat(chunk.bytes().array()).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "true", "\"\"", "\"!\"", "\"Y\"", "\"Y=Y=\"", "[]", "{}"})
  void aChunkWithoutBytesIsInvalid(String data) {
    assertInvalid(
        "Chunk must have binary or base64 data", () -> UploadFields.chunk(withData(data)));
  }

  @Test
  void anEmptyChunkIsInvalid() {
    assertInvalid(
        "Chunk must have binary or base64 data",
        () -> UploadFields.chunk(List.of(JSON.readTree(AT_4), binary(new byte[0]))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "-1", "0.5", "\"0\"", "true", "1e300", "[]"})
  void aChunkAtNoOffsetIsInvalid(String offset) {
    var payload = JSON.readTree("{\"uploadId\":\"u\",\"offset\":" + offset + "}");

    assertInvalid(
        "Chunk offset must be a whole number from 0",
        () -> UploadFields.chunk(List.of(payload, binary(BYTES))));
  }

  @Test
  void nothingIsNoChunk() {
    assertInvalid("Upload ID is required", () -> UploadFields.chunk(List.of()));
    assertInvalid("Upload ID is required", () -> UploadFields.chunk(List.of(binary(BYTES))));
  }

  @Test
  void aMessageNamesItsUploadsInOrder() {
    assertThat(UploadFields.ids(payload("{}"))).isEmpty();
    assertThat(UploadFields.ids(payload("{\"uploadIds\":[]}"))).isEmpty();
    assertThat(UploadFields.ids(payload("{\"uploadIds\":[\"b\",\"a\"]}")))
        .containsExactly(new UploadId("b"), new UploadId("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7          | Upload IDs must be an array",
        "\"a\"      | Upload IDs must be an array",
        "{}         | Upload IDs must be an array",
        "[7]        | Upload ID 1 must be a string",
        "[\"a\",\"\"] | Upload ID 2 must be a string",
        "[\"a\",null] | Upload ID 2 must be a string",
      })
  void otherUploadIdsAreInvalid(String ids, String message) {
    assertInvalid(message, () -> UploadFields.ids(payload("{\"uploadIds\":" + ids + "}")));
  }

  private static List<JsonNode> withData(String data) {
    var args = new ArrayList<JsonNode>();
    args.add(JSON.readTree("{\"uploadId\":\"u\",\"offset\":4,\"data\":" + data + "}"));
    return args;
  }

  private static JsonNode binary(byte[] bytes) {
    return JsonNodeFactory.instance.binaryNode(bytes);
  }

  private static Payload payload(String json) {
    return Payload.of(JSON.readTree(json));
  }

  private static void assertInvalid(String message, ThrowingCallable step) {
    var refused = catchThrowableOfType(Refused.class, step);
    assertThat(refused).hasMessage(message);
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
  }
}
