package dev.ticketchat.api.socket;

import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Sends of one socket that take long, because files go with them: they do not hold up its other
/// events, and those of one ticket stay in their order. A lane is there while a ticket has such a
/// send, and has a virtual thread of its own.
///
/// [#run] is called on the socket's virtual thread alone. With too many sends under way it waits
/// for one to end: then the socket is read no further.
final class SendLanes {
  private static final int MOST = 16;

  private final Semaphore room = new Semaphore(MOST);
  private final Map<TicketId, Queue<Runnable>> lanes = new HashMap<>();
  private final Executor threads;

  /// @param threads runs a task on a thread of its own
  SendLanes(Executor threads) {
    this.threads = threads;
  }

  /// Runs a send: at once if it is quick and nothing of its ticket is under way, else in its turn.
  ///
  /// @param send must not throw, and must end
  void run(TicketId ticket, boolean quick, Runnable send) {
    if (quick && !isBusy(ticket)) {
      send.run();
    } else {
      room.acquireUninterruptibly();
      add(ticket, send);
    }
  }

  private synchronized boolean isBusy(TicketId ticket) {
    return lanes.containsKey(ticket);
  }

  private synchronized void add(TicketId ticket, Runnable send) {
    var lane = lanes.get(ticket);
    if (lane != null) {
      lane.add(send);
      return;
    }
    var opened = new ArrayDeque<Runnable>();
    opened.add(send);
    lanes.put(ticket, opened);
    threads.execute(() -> work(ticket, opened));
  }

  private void work(TicketId ticket, Queue<Runnable> lane) {
    for (var send = next(ticket, lane); send != null; send = next(ticket, lane)) {
      try {
        send.run();
      } finally {
        room.release();
      }
    }
  }

  /// Nothing where the lane is empty; it is closed then.
  private synchronized @Nullable Runnable next(TicketId ticket, Queue<Runnable> lane) {
    var send = lane.poll();
    if (send == null) {
      lanes.remove(ticket);
    }
    return send;
  }
}
