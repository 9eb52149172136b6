package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.messages.Sender;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/// A user as last seen, under the number that messages refer to.
record UserRow(long number, UserId id, String name, String email, Optional<String> company) {
  private static final String FIND =
      """
      SELECT number, name, email, company FROM users WHERE id = ?
      """;

  private static final String INSERT =
      """
      INSERT INTO users (id, name, email, company) VALUES (?, ?, ?, ?) RETURNING number
      """;

  /// The user's row; made where there is none.
  static UserRow findOrInsert(Statements statements, Principal principal) throws SQLException {
    var known = statements.users().get(principal.id());
    if (known.isPresent()) {
      return known.get();
    }
    var found = find(statements, principal.id());
    var row = found.isPresent() ? found.get() : insert(statements, principal);
    statements.users().put(row.id(), row);
    return row;
  }

  private static Optional<UserRow> find(Statements statements, UserId id) throws SQLException {
    var find = statements.prepare(FIND);
    find.setString(1, id.value());
    try (var row = find.executeQuery()) {
      return row.next()
          ? Optional.of(
              new UserRow(
                  row.getLong(1),
                  id,
                  row.getString(2),
                  row.getString(3),
                  Optional.ofNullable(row.getString(4))))
          : Optional.empty();
    }
  }

  /// Sets the parameters id, name, email and company, in this order.
  static void bind(PreparedStatement statement, Principal principal) throws SQLException {
    statement.setString(1, principal.id().value());
    statement.setString(2, principal.name());
    statement.setString(3, principal.email());
    statement.setString(4, principal.company().orElse(null));
  }

  /// The user as a sender in this role: a company shows for clients alone.
  Sender as(Role role) {
    return new Sender(id, name, email, role, role == Role.CLIENT ? company : Optional.empty());
  }

  private static UserRow insert(Statements statements, Principal principal) throws SQLException {
    var insert = statements.prepare(INSERT);
    bind(insert, principal);
    try (var row = insert.executeQuery()) {
      row.next();
      return new UserRow(
          row.getLong(1), principal.id(), principal.name(), principal.email(), principal.company());
    }
  }
}
