-- A digest of the files that came with a message; empty where there were none.
ALTER TABLE messages ADD COLUMN files_digest TEXT NOT NULL DEFAULT '';

-- The files of messages, in the order sent. name and thumbnail are what they are stored under.
CREATE TABLE attachments (
  message       BIGINT NOT NULL REFERENCES messages (position),
  ordinal       INTEGER NOT NULL,
  name          TEXT NOT NULL UNIQUE,
  thumbnail     TEXT UNIQUE,
  original_name TEXT NOT NULL,
  mime_type     TEXT NOT NULL,
  size          BIGINT NOT NULL,
  hash          TEXT NOT NULL,
  uploaded_at   BIGINT NOT NULL,
  PRIMARY KEY (message, ordinal)
);

-- Files and thumbnails that no message has yet. A withdrawn one will never have one, and is being
-- deleted.
CREATE TABLE announced_files (
  name         TEXT NOT NULL PRIMARY KEY,
  announced_at BIGINT NOT NULL,
  withdrawn    BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE INDEX announced_files_by_age ON announced_files (announced_at);
