-- Up to when tokens of a user were issued that count no more, in seconds since 1970. No reference:
-- a user may be revoked before it was ever seen. Rows stay: a token without an end outlives any.
CREATE TABLE revocations (
  user_id    TEXT NOT NULL PRIMARY KEY,
  revoked_at BIGINT NOT NULL
);
