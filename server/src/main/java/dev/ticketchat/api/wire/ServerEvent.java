package dev.ticketchat.api.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ticketchat.chat.files.FinishedUpload;
import dev.ticketchat.chat.files.UploadProgress;
import dev.ticketchat.chat.live.OnlineUser;
import dev.ticketchat.chat.messages.MessageId;
import dev.ticketchat.chat.messages.Page;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.Optional;

/// Everything that the server says to a socket, but errors: one record for each event, and its
/// name.
public sealed interface ServerEvent {

  /// The event's name.
  String eventName();

  /// An answer to something that was asked; carries `success: true`.
  @JsonPropertyOrder("success")
  sealed interface Success extends ServerEvent {
    @JsonProperty
    default boolean success() {
      return true;
    }
  }

  record Authenticated(UserJson user) implements Success {
    @Override
    public String eventName() {
      return "authenticated";
    }
  }

  record JoinedTicket(String ticketId, TicketBrief ticket) implements Success {
    public static JoinedTicket of(Ticket ticket) {
      return new JoinedTicket(
          ticket.id().value(),
          new TicketBrief(ticket.id().value(), ticket.title(), ticket.status().wire()));
    }

    @Override
    public String eventName() {
      return "joined_ticket";
    }
  }

  record TicketBrief(String id, String title, String status) {}

  record LeftTicket(String ticketId) implements Success {
    @Override
    public String eventName() {
      return "left_ticket";
    }
  }

  /// A page of history.
  ///
  /// @param nextBefore what to ask for older ones with; `null` where there are none
  record MessagesLoaded(
      String ticketId,
      List<MessageJson> messages,
      long total,
      boolean hasMore,
      Optional<String> nextBefore)
      implements Success {
    public static MessagesLoaded of(TicketId ticket, Page page, MessageFormat format) {
      return new MessagesLoaded(
          ticket.value(),
          page.messages().stream().map(format::json).toList(),
          page.total(),
          page.hasMore(),
          page.nextBefore().map(MessageId::value));
    }

    @Override
    public String eventName() {
      return "messages_loaded";
    }
  }

  record NewMessage(MessageJson data) implements Success {
    @Override
    public String eventName() {
      return "new_message";
    }
  }

  record OnlineUsers(String ticketId, List<User> users) implements Success {
    public static OnlineUsers of(TicketId ticket, List<OnlineUser> users) {
      return new OnlineUsers(
          ticket.value(),
          users.stream().map(u -> new User(u.id().value(), u.name(), u.role().wire())).toList());
    }

    @Override
    public String eventName() {
      return "online_users";
    }

    record User(String userId, String userName, String userType) {}
  }

  record Pong() implements Success {
    @Override
    public String eventName() {
      return "pong";
    }
  }

  record UploadStarted(String uploadId, long offset, int chunkSize, long size) implements Success {
    public static UploadStarted of(UploadProgress progress) {
      return new UploadStarted(
          progress.id().value(), progress.offset(), progress.chunkSize(), progress.size());
    }

    @Override
    public String eventName() {
      return "upload_started";
    }
  }

  record UploadFinished(String uploadId, String name, long size, String mimetype)
      implements Success {
    public static UploadFinished of(FinishedUpload upload) {
      return new UploadFinished(
          upload.id().value(), upload.name(), upload.size(), upload.mimeType());
    }

    @Override
    public String eventName() {
      return "upload_finished";
    }
  }

  record UploadCanceled(String uploadId) implements Success {
    @Override
    public String eventName() {
      return "upload_canceled";
    }
  }

  record UserTyping(String ticketId, String userId, String userName) implements ServerEvent {
    @Override
    public String eventName() {
      return "user_typing";
    }
  }

  record UserStoppedTyping(String ticketId, String userId, String userName) implements ServerEvent {
    @Override
    public String eventName() {
      return "user_stopped_typing";
    }
  }

  record UserJoinedTicket(String ticketId, String userId, String userName) implements ServerEvent {
    @Override
    public String eventName() {
      return "user_joined_ticket";
    }
  }

  record UserLeftTicket(String ticketId, String userId, String userName) implements ServerEvent {
    @Override
    public String eventName() {
      return "user_left_ticket";
    }
  }

  record TicketCreated(
      String ticketId, String title, String status, String clientId, String createdAt)
      implements ServerEvent {
    public static TicketCreated of(Ticket ticket) {
      return new TicketCreated(
          ticket.id().value(),
          ticket.title(),
          ticket.status().wire(),
          ticket.clientId().value(),
          Timestamps.format(ticket.createdAt()));
    }

    @Override
    public String eventName() {
      return "ticket_created";
    }
  }

  record TicketUpdated(String ticketId, String title, String status) implements ServerEvent {
    public static TicketUpdated of(Ticket ticket) {
      return new TicketUpdated(ticket.id().value(), ticket.title(), ticket.status().wire());
    }

    @Override
    public String eventName() {
      return "ticket_updated";
    }
  }
}
