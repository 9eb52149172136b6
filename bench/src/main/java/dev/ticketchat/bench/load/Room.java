package dev.ticketchat.bench.load;

import java.util.List;
import java.util.stream.IntStream;

/// A ticket and its members. On one event loop.
final class Room {
  private final int ticket;
  private final List<Member> members;
  private final List<Member> senders;
  private int present;
  private int sent;

  /// Nobody is in it yet.
  ///
  /// @param senders how many members send, at most
  Room(Crowd crowd, int number, int senders) {
    ticket = crowd.ticketOf(number);
    int first = number * crowd.members();
    members =
        IntStream.range(0, crowd.membersOf(number))
            .mapToObj(member -> new Member(this, first + member, member))
            .toList();
    this.senders = members.subList(0, Math.min(senders, members.size()));
  }

  int ticket() {
    return ticket;
  }

  List<Member> members() {
    return members;
  }

  List<Member> senders() {
    return senders;
  }

  /// How many members are in it now.
  int present() {
    return present;
  }

  /// Messages that its members sent.
  int sent() {
    return sent;
  }

  void onEntered() {
    present++;
  }

  void onLeft() {
    present--;
  }

  void onSent() {
    sent++;
  }
}
