package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.chat.messages.Appended.Conflict;
import dev.ticketchat.chat.messages.Appended.Duplicate;
import dev.ticketchat.chat.messages.Appended.Stored;
import dev.ticketchat.chat.messages.MessageTeller.Told;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.Optional;

/// Sends a message: check, store, tell. Blocks for the store; safe from any thread. Once the
/// message is stored, the answer is success.
public final class SendMessage {

  /// A request that was understood, but not checked yet.
  public record Request(
      Principal sender, TicketId ticketId, String text, RetryKey key, Optional<SocketId> origin) {}

  /// The stored message.
  ///
  /// @param repeated it was sent before, and this call has not told the sending socket: the caller
  ///   answers it. A repeated message that nobody was told yet counts as a new one there.
  public record Sent(Message message, boolean repeated) {}

  private final RateLimiter limiter;
  private final TicketAccess access;
  private final MessageStore store;
  private final MessageTeller teller;

  public SendMessage(
      RateLimiter limiter, TicketAccess access, MessageStore store, MessageTeller teller) {
    this.limiter = limiter;
    this.access = access;
    this.store = store;
    this.teller = teller;
  }

  /// Sends it, or sends what was stored under its key before.
  ///
  /// @throws Refused with the contract's texts
  public Sent send(Request request) {
    limiter.takeOrRefuse(Limit.MESSAGES, request.sender().id().value());
    var message =
        new NewMessage(
            request.ticketId(),
            request.sender(),
            MessageRules.checkedText(request.text()),
            MessageRules.checkedKey(request.key()));
    access.open(request.sender(), request.ticketId());

    return switch (store.append(message)) {
      case Stored(var stored) -> {
        var told = teller.tell(stored, request.origin());
        yield new Sent(stored, told == Told.WITHOUT_ORIGIN);
      }
      case Duplicate(var stored) -> {
        // In case that whoever stored it did not come to tell it.
        var told = teller.tell(stored, request.origin());
        yield new Sent(stored, told != Told.NOW || request.origin().isEmpty());
      }
      case Conflict() ->
          throw new Refused(
              ErrorCode.CONFLICT, "This clientMessageId was already used for another message");
    };
  }
}
