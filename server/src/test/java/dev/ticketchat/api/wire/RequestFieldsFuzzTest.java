package dev.ticketchat.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.FakeWorkspace;
import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.chat.files.IncomingFile;
import dev.ticketchat.chat.messages.PageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever JSON comes with an event or a request.
final class RequestFieldsFuzzTest {
  private static final Set<ErrorCode> CODES =
      Set.of(ErrorCode.INVALID, ErrorCode.TOO_LARGE, ErrorCode.UNAUTHENTICATED);
  private static final int LONGEST_SENTENCE = 120;

  private final JsonMapper json = JsonMapper.shared();
  @TempDir private Path folder;
  private FakeWorkspace workspace;
  private AttachmentFields attachments;

  @BeforeEach
  void makeRoom() {
    workspace = new FakeWorkspace(folder);
    attachments = new AttachmentFields(workspace, new FileLimits(1_000, 10, true));
  }

  @FuzzTest
  void isReadAsItIsOrRefusedInAWord(byte[] input) {
    JsonNode node;
    try {
      node = json.readTree(input);
    } catch (JacksonException _) {
      return;
    }
    var payload = Payload.of(node);
    trying(payload, p -> assertThat(p.ticketId().value()).isNotBlank());
    trying(payload, p -> assertThat(p.token()).isNotNull());
    trying(payload, p -> assertInRange(PageFields.read(p)));
    trying(payload, p -> assertThat(PageFields.offset(p)).isNotNegative());
    trying(payload, p -> assertThat(TicketFields.draft(p)).isNotNull());
    trying(payload, p -> assertThat(UploadFields.file(p).size()).isPositive());
    trying(payload, p -> assertThat(UploadFields.earlier(p)).isNotNull());
    trying(
        payload, _ -> assertThat(UploadFields.chunk(args(node)).bytes().hasRemaining()).isTrue());
    trying(payload, p -> assertKeepsWhatCame(p, node));
    assertThat(workspace.left()).isEmpty();
  }

  private void assertKeepsWhatCame(Payload payload, JsonNode node) {
    try (var fields = SendFields.read(payload, attachments)) {
      assertThat(fields.text()).isEqualTo(node.path("message").stringValue(""));
      for (int i = 0; i < fields.files().size(); i++) {
        assertKeeps(fields.files().get(i), node.path("attachments").get(i));
      }
    }
  }

  private static void assertKeeps(IncomingFile file, JsonNode attachment) {
    assertThat(file.name()).isEqualTo(attachment.path("name").stringValue(""));
    assertThat(attachment.path("data").stringValue("")).isNotEmpty();
    try {
      assertThat(Files.size(file.content().path())).isPositive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertInRange(PageRequest page) {
    assertThat(page.limit()).isBetween(1, 100);
  }

  private static List<JsonNode> args(JsonNode node) {
    return node.isArray() ? List.copyOf(node.values()) : List.of(node);
  }

  /// What is refused is told in a sentence that repeats nothing, and can be written.
  private void trying(Payload payload, Consumer<Payload> reading) {
    try {
      reading.accept(payload);
    } catch (Refused refused) {
      assertThat(refused.code()).isIn(CODES);
      assertThat(refused.getMessage()).hasSizeBetween(5, LONGEST_SENTENCE);
      var told = json.writeValueAsString(new Failure.Event(Failure.of(refused).to(payload)));
      assertThat(json.readTree(told).path("message").stringValue(""))
          .isEqualTo(refused.getMessage());
    }
  }
}
