package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.desk.TicketDirectory;
import dev.ticketchat.chat.files.FileRegistry;
import dev.ticketchat.chat.identity.Revocations;
import dev.ticketchat.chat.identity.UserStore;
import dev.ticketchat.chat.messages.MessageStore;
import dev.ticketchat.chat.recovery.SavedSessions;
import dev.ticketchat.chat.tickets.TicketStore;
import dev.ticketchat.infra.metrics.Metrics;
import java.time.InstantSource;

/// All that is kept in one database, with its committer.
public final class SqlStores implements AutoCloseable {
  private final Database database;
  private final Committer committer;
  private final MessageStore messages;
  private final TicketStore tickets;
  private final TicketDirectory directory;
  private final UserStore users;
  private final Revocations revocations;
  private final FileRegistry files;
  private final SqlSavedSessions sessions;

  /// Starts the committer's thread.
  ///
  /// @param database closed with this
  public SqlStores(Database database, InstantSource clock, Metrics metrics) {
    this.database = database;
    committer = new Committer(database, metrics, Committer.Bounds.STANDARD);
    var readers = new Readers(database);
    messages = new SqlMessageStore(committer, readers, clock, metrics);
    tickets = new SqlTicketStore(committer, readers);
    directory = new SqlTicketDirectory(committer, readers);
    users = new SqlUserStore(committer);
    revocations = new SqlRevocations(committer, readers, SqlRevocations.MOST_KEPT);
    files = new SqlFileRegistry(committer, readers);
    sessions = new SqlSavedSessions(committer, clock);
  }

  public MessageStore messages() {
    return messages;
  }

  public TicketStore tickets() {
    return tickets;
  }

  public TicketDirectory directory() {
    return directory;
  }

  public UserStore users() {
    return users;
  }

  public Revocations revocations() {
    return revocations;
  }

  public FileRegistry files() {
    return files;
  }

  public SavedSessions sessions() {
    return sessions;
  }

  /// Whether the database answers. Blocks for a query.
  public boolean answers() {
    try {
      messages.lastPosition();
      return true;
    } catch (Refused _) {
      return false;
    }
  }

  /// Commits what waits, then closes the database. Whatever is asked later is refused.
  @Override
  public void close() {
    sessions.close();
    committer.close();
    database.close();
  }
}
