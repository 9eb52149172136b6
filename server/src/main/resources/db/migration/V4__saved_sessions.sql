-- Where clients stand that may come back. pid_hash is a hash of the secret that they come back with,
-- tickets are ids with line breaks between. ended_at is empty while the client is connected.
CREATE TABLE saved_sessions (
  pid_hash   TEXT NOT NULL PRIMARY KEY,
  user_id    TEXT NOT NULL,
  name       TEXT NOT NULL,
  email      TEXT NOT NULL,
  role       TEXT NOT NULL,
  company    TEXT,
  expires_at BIGINT,
  issued_at  BIGINT,
  tickets    TEXT NOT NULL,
  ended_at   BIGINT
);

CREATE INDEX saved_sessions_by_end ON saved_sessions (ended_at) WHERE ended_at IS NOT NULL;
