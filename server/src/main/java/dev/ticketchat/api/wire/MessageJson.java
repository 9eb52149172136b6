package dev.ticketchat.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.Sender;
import java.util.List;
import java.util.Optional;

/// The message object; [MessageFormat] makes it.
///
/// @param attachments always there; empty where there are none
public record MessageJson(
    @JsonProperty("_id") String id,
    String ticketId,
    SenderJson sender,
    String senderModel,
    String message,
    List<AttachmentJson> attachments,
    String createdAt,
    long seq) {

  static MessageJson of(Message message, List<AttachmentJson> attachments) {
    return new MessageJson(
        message.id().value(),
        message.ticketId().value(),
        SenderJson.of(message.sender()),
        model(message.sender().role()),
        message.text(),
        attachments,
        Timestamps.format(message.createdAt()),
        message.seq());
  }

  private static String model(Role role) {
    return switch (role) {
      case CLIENT -> "Client";
      case SUPER_ADMIN -> "SuperAdmin";
    };
  }

  /// Who wrote it.
  ///
  /// @param company of clients only
  public record SenderJson(
      @JsonProperty("_id") String id,
      String name,
      String email,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> company) {

    static SenderJson of(Sender sender) {
      return new SenderJson(
          sender.id().value(),
          sender.name(),
          sender.email(),
          sender.company().filter(_ -> sender.role() == Role.CLIENT));
    }
  }
}
