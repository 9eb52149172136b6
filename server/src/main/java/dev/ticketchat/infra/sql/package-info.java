/// Tickets, messages and users in a relational database. The statements are the same for every
/// database; what differs is behind [dev.ticketchat.infra.sql.Database].
///
/// Threads: reads run on their caller's thread with a connection of a small pool. Every write runs
/// on one platform thread, the committer's, which puts what waits into one transaction. Started by
/// the constructor of [dev.ticketchat.infra.sql.SqlStores], stopped by its `close`, which commits
/// what waits.
@NullMarked
package dev.ticketchat.infra.sql;

import org.jspecify.annotations.NullMarked;
