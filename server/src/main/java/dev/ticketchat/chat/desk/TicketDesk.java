package dev.ticketchat.chat.desk;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketSaved;
import dev.ticketchat.chat.tickets.TicketStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Opens, mirrors and lists tickets, and tells who should know. Blocks for the store; safe from any
/// thread.
public final class TicketDesk {

  public record Listing(List<TicketSummary> tickets, long total) {}

  private final TicketAccess access;
  private final TicketStore tickets;
  private final TicketDirectory directory;
  private final TicketNews news;
  private final Supplier<TicketId> newIds;
  private final InstantSource clock;

  /// Held from a save until it is told: changes are told in the order in which they were made.
  private final ReentrantLock saving = new ReentrantLock();

  public TicketDesk(
      TicketAccess access,
      TicketStore tickets,
      TicketDirectory directory,
      TicketNews news,
      Supplier<TicketId> newIds,
      InstantSource clock) {
    this.access = access;
    this.tickets = tickets;
    this.directory = directory;
    this.news = news;
    this.newIds = newIds;
    this.clock = clock;
  }

  /// Creates or updates all drafts or none; for super admins. Tells `ticket_created` or
  /// `ticket_updated` for each that is new or changed, and takes a former owner out of the room.
  ///
  /// @throws Refused `FORBIDDEN`, or `INVALID` with what is wrong with which draft
  public List<TicketSaved> mirror(Principal caller, List<TicketDraft> drafts) {
    if (!caller.isSuperAdmin()) {
      throw forbidden("Only super admins can mirror tickets");
    }
    return save(DraftRules.checked(drafts));
  }

  /// A client opens its own ticket, a super admin one for a client.
  ///
  /// @throws Refused `FORBIDDEN` to a client who names another one, or `INVALID` with what is wrong
  public Ticket openNew(Principal caller, String title, Optional<UserId> clientId) {
    var draft =
        new TicketDraft(
            unusedId(),
            ownerOfNew(caller, clientId),
            DraftRules.checkedTitle(title),
            Optional.empty());
    return save(List.of(draft)).getFirst().now();
  }

  /// The caller's tickets, those with the latest activity first.
  public Listing list(Principal caller, int limit, long offset) {
    var client = caller.isSuperAdmin() ? Optional.<UserId>empty() : Optional.of(caller.id());
    return new Listing(directory.list(client, limit, offset), directory.count(client));
  }

  /// One ticket that the caller may see.
  ///
  /// @throws Refused as [TicketAccess#open]
  public TicketSummary summary(Principal caller, TicketId id) {
    var ticket = access.open(caller, id);
    return directory
        .summary(id)
        .orElseGet(() -> new TicketSummary(ticket, Optional.empty(), Optional.empty()));
  }

  private List<TicketSaved> save(List<TicketDraft> drafts) {
    saving.lock();
    try {
      var saved = tickets.save(drafts, clock.instant());
      saved.forEach(news::tell);
      return saved;
    } finally {
      saving.unlock();
    }
  }

  private static UserId ownerOfNew(Principal caller, Optional<UserId> clientId) {
    if (caller.isSuperAdmin()) {
      return DraftRules.checkedClientId(
          clientId.orElseThrow(() -> new Refused(ErrorCode.INVALID, "Client ID is required")));
    }
    if (clientId.isPresent() && !clientId.get().equals(caller.id())) {
      throw forbidden("You can only open tickets of your own");
    }
    return caller.id();
  }

  /// To save under an id that is taken would change another's ticket.
  private TicketId unusedId() {
    return Stream.generate(newIds)
        .filter(id -> tickets.find(id).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static Refused forbidden(String message) {
    return new Refused(ErrorCode.FORBIDDEN, message);
  }
}
