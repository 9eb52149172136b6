package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.messages.RetryKey;
import java.sql.SQLException;
import java.time.Duration;

/// What is derived from the log of messages: where each ticket's messages are, the keys of those
/// that may be repeated, the ends of tickets. For the one writer of the database.
///
/// With a message only its row is written, at the end of one table. The views follow many messages
/// at a time: a page of an index changes once for all of them. Until then the log itself tells what
/// they miss ([#BEHIND]), to readers and after a crash.
final class LogViews {
  /// The messages that the views do not have yet, of `messages m`: a short range of the log.
  static final String BEHIND = "m.position > (SELECT right_up_to FROM log_views)";

  private static final int MOST_BEHIND = 2_000;
  private static final Duration LONGEST_BEHIND = Duration.ofMillis(100);

  private final Statements statements;
  private final TicketHeads heads;
  private final RecentKeys keys = new RecentKeys();

  /// The position of the last message that is committed.
  private long last;

  private int behind;
  private long rightAt = System.nanoTime();
  private int added;
  private boolean wanted;
  private boolean catchingUp;

  LogViews(Statements statements) {
    this.statements = statements;
    this.heads = new TicketHeads(statements);
  }

  TicketHeads heads() {
    return heads;
  }

  /// Of the messages that the views do not have yet.
  RecentKeys keys() {
    return keys;
  }

  /// The position of the message that is appended next: nobody else appends, and there are no gaps.
  long nextPosition() {
    return last + added + 1;
  }

  /// A message was appended in this transaction.
  ///
  /// @param head of its ticket, with it
  void added(TicketHead head, UserRow sender, RetryKey key, long position) {
    heads.move(head);
    if (!(key instanceof RetryKey.None)) {
      keys.add(new RecentKeys.Owned(head.number(), sender.number(), key), position);
    }
    added++;
  }

  /// Whether they miss messages that are committed.
  boolean areBehind() {
    return behind > 0;
  }

  /// Has them caught up at the end of this transaction, with all that it appends.
  void wantCaughtUp() {
    wanted = true;
  }

  /// The last step of a transaction before it is committed.
  void catchUpIfDue() throws SQLException {
    var missing = behind + added;
    if (missing >= MOST_BEHIND || (missing > 0 && (wanted || isLong()))) {
      catchUp();
    }
  }

  private boolean isLong() {
    return System.nanoTime() - rightAt > LONGEST_BEHIND.toNanos();
  }

  private static final String ADD_MESSAGES =
      """
      INSERT INTO ticket_messages (ticket, seq, position)
      SELECT m.ticket, m.seq, m.position FROM messages m
      WHERE %s
      ORDER BY m.ticket, m.seq
      """
          .formatted(BEHIND);

  private static final String ADD_KEYS =
      """
      INSERT INTO message_keys (ticket, sender, durable, key, created_at, position)
      SELECT m.ticket, m.sender, m.durable_key IS NOT NULL, coalesce(m.durable_key, m.recent_key),
        m.created_at, m.position
      FROM messages m
      WHERE %s AND (m.durable_key IS NOT NULL OR m.recent_key IS NOT NULL)
      ORDER BY 1, 2, 3, 4, 5, 6
      """
          .formatted(BEHIND);

  private static final String MOVE_HEADS =
      """
      UPDATE tickets SET last_seq = log.last_seq, active_at = log.active_at
      FROM (
        SELECT m.ticket, max(m.seq) AS last_seq, max(m.created_at) AS active_at FROM messages m
        WHERE %s
        GROUP BY m.ticket
      ) AS log
      WHERE tickets.number = log.ticket
      """
          .formatted(BEHIND);

  private static final String MARK =
      """
      UPDATE log_views SET right_up_to = (SELECT max(position) FROM messages)
      WHERE right_up_to < (SELECT max(position) FROM messages)
      """;

  /// Takes the log as another writer left it, and gives the views what they miss.
  void takeOver() throws SQLException {
    last = LogPosition.last(statements.prepare(LogPosition.LAST));
    catchUp();
  }

  /// Gives the views what they miss. Nothing may be appended after it in this transaction.
  private void catchUp() throws SQLException {
    for (var step : new String[] {ADD_MESSAGES, ADD_KEYS, MOVE_HEADS, MARK}) {
      statements.prepare(step).executeUpdate();
    }
    catchingUp = true;
  }

  void committed() {
    heads.committed();
    keys.committed();
    last += added;
    behind += added;
    if (catchingUp) {
      heads.written();
      keys.written();
      behind = 0;
      rightAt = System.nanoTime();
    }
    endTransaction();
  }

  void rolledBack() {
    heads.rolledBack();
    keys.rolledBack();
    endTransaction();
  }

  private void endTransaction() {
    added = 0;
    wanted = false;
    catchingUp = false;
  }
}
