package dev.ticketchat.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageId;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.messages.Sender;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The chat that all microbenchmarks measure: a message of 100 bytes without files, its packet, and
/// who wrote it.
public final class Sample {
  private static final String TEXT =
      "My parcel should have been here on Tuesday, but the "
          + "tracking says it is in Hamburg still. Where now?";

  private static final long POSITION = 4_711;

  private Sample() {}

  /// A client of the help desk.
  public static Principal user(int number) {
    return new Principal(
        new UserId("u" + number),
        "User " + number,
        "user%d@example.com".formatted(number),
        Role.CLIENT,
        Optional.of("Example Ltd"));
  }

  static TicketId ticket(int number) {
    return new TicketId("t" + number);
  }

  static NewMessage newMessage(int ticket) {
    return new NewMessage(ticket(ticket), user(ticket), TEXT, new RetryKey.None());
  }

  /// The Socket.IO packet that a client sends it with, without Engine.IO's type before it.
  public static byte[] packet() {
    return "2[\"send_message\",{\"ticketId\":\"t417\",\"message\":\"%s\"}]"
        .formatted(TEXT)
        .getBytes(UTF_8);
  }

  /// What the store made of it.
  public static Message stored() {
    var user = user(417);
    return new Message(
        new MessageId("0199f3a2c41d000000001267"),
        POSITION,
        ticket(417),
        42,
        new Sender(user.id(), user.name(), user.email(), user.role(), user.company()),
        TEXT,
        List.of(),
        Instant.parse("2026-11-23T09:41:07.125Z"));
  }

  /// What a connection that missed it would ask from.
  public static String offset() {
    return Long.toString(POSITION);
  }
}
