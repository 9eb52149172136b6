package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.live.Audience;
import dev.ticketchat.chat.live.ChatEvent;
import dev.ticketchat.chat.live.ChatEvent.MessagePosted;
import dev.ticketchat.chat.live.ChatEvent.TicketCreated;
import dev.ticketchat.chat.live.ChatEvent.TicketUpdated;
import dev.ticketchat.chat.live.ChatEvent.TypingStarted;
import dev.ticketchat.chat.live.ChatEvent.TypingStopped;
import dev.ticketchat.chat.live.ChatEvent.UserJoined;
import dev.ticketchat.chat.live.ChatEvent.UserLeft;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Sockets that write down what reaches them, one list for each, and everything in one more.
public final class RecordingAudience implements Audience {
  private final Map<SocketId, UserId> users = new HashMap<>();
  private final Map<TicketId, Set<SocketId>> rooms = new HashMap<>();
  private final Map<SocketId, List<Object>> inboxes = new HashMap<>();
  private final List<ChatEvent> published = new ArrayList<>();
  private Consumer<ChatEvent> onPublish = _ -> {};

  /// A socket of a user.
  public synchronized SocketId connect(String name, UserId user) {
    var socket = new SocketId(name);
    users.put(socket, user);
    return socket;
  }

  /// What happens while something is published, before it reaches anyone.
  public void onPublish(Consumer<ChatEvent> onPublish) {
    this.onPublish = onPublish;
  }

  @Override
  public synchronized void enter(SocketId socket, TicketId ticket) {
    roomOf(ticket).add(socket);
  }

  @Override
  public synchronized void exit(SocketId socket, TicketId ticket) {
    roomOf(ticket).remove(socket);
  }

  @Override
  public synchronized void publish(ChatEvent event) {
    published.add(event);
    onPublish.accept(event);
    receivers(event).forEach(socket -> deliver(socket, event));
  }

  /// Writes down what reaches a socket by another way: an answer to what it asked.
  public synchronized void deliver(SocketId socket, Object thing) {
    inboxes.computeIfAbsent(socket, _ -> new ArrayList<>()).add(thing);
  }

  public synchronized List<ChatEvent> published() {
    return List.copyOf(published);
  }

  public synchronized List<Object> inbox(SocketId socket) {
    return List.copyOf(inboxes.getOrDefault(socket, List.of()));
  }

  public synchronized Set<SocketId> room(TicketId ticket) {
    return Set.copyOf(roomOf(ticket));
  }

  /// The seqs of the messages that a socket was told, in order.
  public List<Long> seqs(SocketId socket) {
    return inbox(socket).stream()
        .filter(MessagePosted.class::isInstance)
        .map(event -> ((MessagePosted) event).message().seq())
        .toList();
  }

  public synchronized void forget() {
    inboxes.clear();
    published.clear();
  }

  private List<SocketId> receivers(ChatEvent event) {
    return switch (event) {
      case MessagePosted(var message, Optional<SocketId> origin) ->
          Stream.concat(roomOf(message.ticketId()).stream(), origin.stream()).distinct().toList();
      case TypingStarted(var ticket, var user, _) -> others(ticket, user);
      case TypingStopped(var ticket, var user, _) -> others(ticket, user);
      case UserJoined(var ticket, var user, _) -> others(ticket, user);
      case UserLeft(var ticket, var user, _) -> others(ticket, user);
      case TicketUpdated(var ticket) -> List.copyOf(roomOf(ticket.id()));
      case TicketCreated _ -> List.of();
    };
  }

  private List<SocketId> others(TicketId ticket, UserId user) {
    Predicate<SocketId> own = socket -> user.equals(users.get(socket));
    return roomOf(ticket).stream().filter(own.negate()).toList();
  }

  private Set<SocketId> roomOf(TicketId ticket) {
    return rooms.computeIfAbsent(ticket, _ -> new LinkedHashSet<>());
  }
}
