package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.messages.Appended;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageId;
import dev.ticketchat.chat.messages.MessageStore;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.Page;
import dev.ticketchat.chat.messages.PageRequest;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.messages.Sender;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A log of messages in memory. Of page requests it knows the latest and those after a message.
public final class MemoryMessageStore implements MessageStore {
  private final Map<TicketId, List<Message>> logs = new ConcurrentHashMap<>();
  private final Map<String, Message> keys = new ConcurrentHashMap<>();
  private final Map<MessageId, String> digests = new ConcurrentHashMap<>();
  private long lastPosition;
  private volatile Runnable onPage = () -> {};
  private final Queue<Runnable> late = new ConcurrentLinkedQueue<>();
  private final MemoryFileRegistry files;
  private volatile GivesUp givesUp = GivesUp.NEVER;
  private volatile boolean away;

  /// When an append refuses though its message is stored.
  public enum GivesUp {
    NEVER,
    /// The message is stored by then.
    AFTER_STORING,
    /// The message is stored by [#storeLate].
    BEFORE_STORING
  }

  public MemoryMessageStore() {
    this(new MemoryFileRegistry());
  }

  /// @param files where the files of messages are claimed
  public MemoryMessageStore(MemoryFileRegistry files) {
    this.files = files;
  }

  public void givesUp(GivesUp givesUp) {
    this.givesUp = givesUp;
  }

  /// Stores what was given up before.
  public void storeLate() {
    for (var append = late.poll(); append != null; append = late.poll()) {
      append.run();
    }
  }

  /// Appends a message that nobody has asked to tell.
  public Message store(TicketId ticket, Principal sender, String text) {
    return add(new NewMessage(ticket, sender, text, new RetryKey.None()));
  }

  /// Makes every method throw until it is back.
  public void away(boolean away) {
    this.away = away;
  }

  /// What happens while a page is on its way: after it was read, before it is handed over.
  public void onPage(Runnable onPage) {
    this.onPage = onPage;
  }

  /// All messages of a ticket.
  public List<Message> log(TicketId ticket) {
    return List.copyOf(logOf(ticket));
  }

  @Override
  public synchronized Appended append(NewMessage message, Consumer<Message> onStored) {
    refuseIfAway();
    return switch (givesUp) {
      case NEVER -> appendNow(message, onStored);
      case AFTER_STORING -> {
        onStored.accept(add(message));
        throw Refused.unavailable();
      }
      case BEFORE_STORING -> {
        late.add(() -> onStored.accept(add(message)));
        throw Refused.unavailable();
      }
    };
  }

  @Override
  public Page page(TicketId ticket, PageRequest request, long upTo) {
    refuseIfAway();
    var visible = logOf(ticket).stream().filter(message -> message.position() <= upTo).toList();
    var page =
        switch (request) {
          case PageRequest.Latest(var limit) ->
              visible.subList(Math.max(0, visible.size() - limit), visible.size());
          case PageRequest.After(var id, var limit) ->
              visible.stream()
                  .filter(message -> message.id().value().compareTo(id.value()) > 0)
                  .limit(limit)
                  .toList();
          case PageRequest.Before _, PageRequest.Offset _ ->
              throw new UnsupportedOperationException();
        };
    onPage.run();
    return new Page(page, visible.size(), page.size() < visible.size(), Optional.empty());
  }

  @Override
  public List<Message> between(List<TicketId> tickets, long after, long upTo, int limit) {
    refuseIfAway();
    return tickets.stream()
        .flatMap(ticket -> logOf(ticket).stream())
        .filter(message -> after < message.position() && message.position() <= upTo)
        .sorted(Comparator.comparingLong(Message::position))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long lastPosition() {
    return lastPosition;
  }

  @Override
  public Optional<Appended> earlier(NewMessage message) {
    refuseIfAway();
    return switch (message.key()) {
      case RetryKey.None _ -> Optional.empty();
      case RetryKey.Durable(var key) ->
          stored(message, key)
              .map(before ->
                  hasSameContent(before, message)
                      ? new Appended.Duplicate(before)
                      : new Appended.Conflict());
      case RetryKey.Recent(var key) ->
          stored(message, key)
              .filter(before -> hasSameContent(before, message))
              .map(Appended.Duplicate::new);
    };
  }

  private Appended appendNow(NewMessage message, Consumer<Message> onStored) {
    return earlier(message)
        .orElseGet(() -> {
          var stored =
              switch (message.key()) {
                case RetryKey.None _ -> add(message);
                case RetryKey.Durable(var key) -> add(message, key);
                case RetryKey.Recent(var key) -> add(message, key);
              };
          onStored.accept(stored);
          return new Appended.Stored(stored);
        });
  }

  private Optional<Message> stored(NewMessage message, String key) {
    return Optional.ofNullable(keys.get(keyOf(message, key)));
  }

  private boolean hasSameContent(Message before, NewMessage message) {
    return before.text().equals(message.text())
        && digests.getOrDefault(before.id(), "").equals(message.files().digest());
  }

  private Message add(NewMessage message, String key) {
    var stored = add(message);
    keys.put(keyOf(message, key), stored);
    return stored;
  }

  private static String keyOf(NewMessage message, String key) {
    return Stream.of(message.sender().id().value(), message.ticketId().value(), key)
        .reduce("", (all, part) -> all + '\n' + part);
  }

  private synchronized Message add(NewMessage message) {
    var log = logOf(message.ticketId());
    files.claim(message.files().attachments());
    var stored = message(message, ++lastPosition, log.size() + 1L);
    digests.put(stored.id(), message.files().digest());
    log.add(stored);
    return stored;
  }

  private static Message message(NewMessage message, long position, long seq) {
    var sender = message.sender();
    return new Message(
        new MessageId("%024x".formatted(seq)),
        position,
        message.ticketId(),
        seq,
        new Sender(sender.id(), sender.name(), sender.email(), sender.role(), sender.company()),
        message.text(),
        message.files().attachments(),
        Instant.ofEpochMilli(seq));
  }

  private List<Message> logOf(TicketId ticket) {
    return logs.computeIfAbsent(ticket, _ -> new CopyOnWriteArrayList<>());
  }

  private void refuseIfAway() {
    if (away) {
      throw Refused.unavailable();
    }
  }
}
