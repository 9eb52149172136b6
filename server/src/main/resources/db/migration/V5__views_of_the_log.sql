-- Messages are appended, and nothing else is written with them. What finds them follows the log, many
-- messages at a time, and is right up to this position of it. One row.
CREATE TABLE log_views (
  right_up_to BIGINT NOT NULL
);

INSERT INTO log_views SELECT coalesce(max(position), 0) FROM messages;

-- A ticket's messages, in order.
CREATE TABLE ticket_messages (
  ticket   BIGINT NOT NULL,
  seq      BIGINT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (ticket, seq)
) ${clustered};

INSERT INTO ticket_messages SELECT ticket, seq, position FROM messages ORDER BY ticket, seq;

-- What a repeated message is known by. A durable key is there once for a ticket and sender, others
-- may be there often.
CREATE TABLE message_keys (
  ticket     BIGINT NOT NULL,
  sender     BIGINT NOT NULL,
  durable    BOOLEAN NOT NULL,
  key        TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  position   BIGINT NOT NULL,
  PRIMARY KEY (ticket, sender, durable, key, created_at, position)
) ${clustered};

INSERT INTO message_keys
SELECT ticket, sender, durable_key IS NOT NULL, coalesce(durable_key, recent_key), created_at,
  position
FROM messages WHERE durable_key IS NOT NULL OR recent_key IS NOT NULL
ORDER BY 1, 2, 3, 4, 5, 6;

DROP INDEX messages_in_order;
DROP INDEX messages_by_durable_key;
DROP INDEX messages_by_recent_key;
