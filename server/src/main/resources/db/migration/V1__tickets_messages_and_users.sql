-- Rows refer to each other by short numbers; the ids that people use are kept once.

-- Who was seen: what history shows of a sender.
CREATE TABLE users (
  number  ${identity},
  id      TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  email   TEXT NOT NULL,
  company TEXT
);

-- client_id is no reference: a ticket may be mirrored before its client was ever seen.
-- active_at is the time of the last message, or of the ticket while it has none.
CREATE TABLE tickets (
  number     ${identity},
  id         TEXT NOT NULL UNIQUE,
  client_id  TEXT NOT NULL,
  title      TEXT NOT NULL,
  status     TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  active_at  BIGINT NOT NULL,
  last_seq   BIGINT NOT NULL
);

CREATE INDEX tickets_by_activity ON tickets (active_at, number);
CREATE INDEX tickets_of_client ON tickets (client_id, active_at, number);

-- The log. Times are milliseconds since 1970.
CREATE TABLE messages (
  position    ${identity},
  ticket      BIGINT NOT NULL REFERENCES tickets (number),
  seq         BIGINT NOT NULL,
  sender      BIGINT NOT NULL REFERENCES users (number),
  sender_role TEXT NOT NULL,
  created_at  BIGINT NOT NULL,
  text        TEXT NOT NULL,
  durable_key TEXT,
  recent_key  TEXT
);

CREATE UNIQUE INDEX messages_in_order ON messages (ticket, seq);
CREATE UNIQUE INDEX messages_by_durable_key ON messages (ticket, sender, durable_key)
  WHERE durable_key IS NOT NULL;
CREATE INDEX messages_by_recent_key ON messages (ticket, sender, recent_key, created_at)
  WHERE recent_key IS NOT NULL;
