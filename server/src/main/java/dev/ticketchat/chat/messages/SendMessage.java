package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Claim;
import dev.ticketchat.chat.files.Enclosure;
import dev.ticketchat.chat.files.TakeFiles;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.chat.messages.Appended.Conflict;
import dev.ticketchat.chat.messages.Appended.Duplicate;
import dev.ticketchat.chat.messages.Appended.Stored;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.Optional;

/// Sends a message: check, store, tell. Blocks for the checks of its files and for the stores; safe
/// from any thread. Once the message is stored, the answer is success.
public final class SendMessage {

  /// A request that was understood, but not checked yet.
  ///
  /// @param files closed by the caller, whatever comes of it
  public record Request(
      Principal sender,
      TicketId ticketId,
      String text,
      List<Enclosure> files,
      RetryKey key,
      Optional<SocketId> origin) {}

  /// The stored message, which has been told.
  ///
  /// @param repeated it was sent before, and is not told again: the caller answers the sender
  public record Sent(Message message, boolean repeated) {}

  private final RateLimiter limiter;
  private final TicketAccess access;
  private final TakeFiles takeFiles;
  private final MessageStore store;
  private final MessageTeller teller;

  public SendMessage(
      RateLimiter limiter,
      TicketAccess access,
      TakeFiles takeFiles,
      MessageStore store,
      MessageTeller teller) {
    this.limiter = limiter;
    this.access = access;
    this.takeFiles = takeFiles;
    this.store = store;
    this.teller = teller;
  }

  /// Sends it with all its files, or sends what was stored under its key before.
  ///
  /// @throws Refused with the contract's texts; then neither the message nor a file of it stays,
  ///   unless the store gave up on it with `UNAVAILABLE`: then it may yet be stored, with all its
  ///   files
  public Sent send(Request request) {
    limiter.takeOrRefuse(Limit.MESSAGES, request.sender().id().value());
    var text = MessageRules.checkedText(request.text(), !request.files().isEmpty());
    var key = MessageRules.checkedKey(request.key());
    access.open(request.sender(), request.ticketId());
    var sentBefore = sentBefore(request.files());
    var files =
        sentBefore.isPresent()
            ? takeFiles.recognise(request.files())
            : takeFiles.take(request.sender().id(), request.files());
    var message = new NewMessage(request.ticketId(), request.sender(), text, files, key);

    return switch (sentBefore.isPresent()
        ? find(message, sentBefore.get())
        : append(message, request.origin())) {
      case Stored(var stored) -> new Sent(stored, false);
      case Duplicate(var stored) -> new Sent(stored, true);
      case Conflict() ->
          throw new Refused(
              ErrorCode.CONFLICT, "This clientMessageId was already used for another message");
    };
  }

  /// Uploads that another send has, or had: then this one is a repeat of it, or is refused.
  private static Optional<Claim.Spent> sentBefore(List<Enclosure> files) {
    for (var file : files) {
      if (file instanceof Enclosure.Sent(var claim)) {
        return Optional.of(claim);
      }
    }
    return Optional.empty();
  }

  private Appended find(NewMessage message, Claim.Spent uploads) {
    return store.earlier(message).orElseThrow(uploads::refusal);
  }

  /// Files that the message does not claim go again. Which these are is not decided here: where the
  /// store gave up, the message may yet be stored.
  private Appended append(NewMessage message, Optional<SocketId> origin) {
    try {
      openAgain(message);
      var appended = store.append(message, stored -> teller.tell(stored, origin));
      if (!(appended instanceof Stored)) {
        takeFiles.discard(message.files());
      }
      return appended;
    } catch (RuntimeException e) {
      takeFiles.discard(message.files());
      throw e;
    }
  }

  /// Taking files in takes a while, in which the ticket may have got another owner.
  private void openAgain(NewMessage message) {
    if (!message.files().attachments().isEmpty()) {
      access.open(message.sender(), message.ticketId());
    }
  }
}
