package dev.ticketchat.api;

import dev.ticketchat.api.wire.AttachmentFields;
import dev.ticketchat.api.wire.Payload;
import dev.ticketchat.api.wire.SendFields;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Claim;
import dev.ticketchat.chat.files.Enclosure;
import dev.ticketchat.chat.files.Uploads;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.messages.SendMessage;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a message and its files and sends it: one way for sockets and HTTP. Blocks for disks,
/// checks and stores; safe from any thread.
public final class Sending {
  private final Callers callers;
  private final AttachmentFields attachments;
  private final Uploads uploads;
  private final SendMessage sendMessage;

  public Sending(
      Callers callers, AttachmentFields attachments, Uploads uploads, SendMessage sendMessage) {
    this.callers = callers;
    this.attachments = attachments;
    this.uploads = uploads;
    this.sendMessage = sendMessage;
  }

  /// Sends it. Nothing is left of files that do not come to belong to it.
  ///
  /// @param origin the sending socket, if it came over one
  /// @throws dev.ticketchat.chat.Refused as [SendFields] and [SendMessage] say
  public SendMessage.Sent send(
      Principal caller, TicketId ticket, Payload payload, Optional<SocketId> origin) {
    try (var fields = callers.reading(caller, () -> SendFields.read(payload, attachments));
        var claim = claim(caller, ticket, fields)) {
      var files = enclosures(fields, claim);
      var request =
          new SendMessage.Request(caller, ticket, fields.text(), files, fields.key(), origin);
      return send(request, claim);
    }
  }

  private Claim claim(Principal caller, TicketId ticket, SendFields fields) {
    return callers.reading(caller, () -> uploads.claim(caller.id(), ticket, fields.uploadIds()));
  }

  private static List<Enclosure> enclosures(SendFields fields, Claim claim) {
    if (fields.files().isEmpty() && fields.uploadIds().isEmpty()) {
      return List.of();
    }
    var fresh = fields.files().stream().<Enclosure>map(Enclosure.Fresh::new);
    var before =
        switch (claim) {
          case Claim.Files uploads -> uploads.files().stream().map(Enclosure.Checked::new);
          case Claim.Spent spent -> Stream.of(new Enclosure.Sent(spent));
        };
    return Stream.concat(fresh, before).toList();
  }

  private SendMessage.Sent send(SendMessage.Request request, Claim claim) {
    try {
      return sendMessage.send(request);
    } catch (Refused refused) {
      if (claim instanceof Claim.Files uploads && mayBeRepeated(refused.code())) {
        uploads.giveBack();
      }
      throw refused;
    }
  }

  private static boolean mayBeRepeated(ErrorCode code) {
    return code == ErrorCode.UNAVAILABLE || code == ErrorCode.RATE_LIMITED;
  }
}
