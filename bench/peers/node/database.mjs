// The one file that everything is kept in.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS users (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    email   TEXT NOT NULL,
    company TEXT
  ) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS tickets (
    id         TEXT PRIMARY KEY,
    client_id  TEXT NOT NULL,
    title      TEXT NOT NULL,
    status     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    active_at  INTEGER NOT NULL,
    last_seq   INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS messages (
    position          INTEGER PRIMARY KEY,
    ticket_id         TEXT NOT NULL REFERENCES tickets (id),
    seq               INTEGER NOT NULL,
    sender_id         TEXT NOT NULL REFERENCES users (id),
    sender_type       TEXT NOT NULL,
    created_at        INTEGER NOT NULL,
    text              TEXT NOT NULL,
    attachments       TEXT,
    client_message_id TEXT
  );

  CREATE UNIQUE INDEX IF NOT EXISTS messages_in_order ON messages (ticket_id, seq);
  CREATE UNIQUE INDEX IF NOT EXISTS messages_by_client_message_id
    ON messages (ticket_id, sender_id, client_message_id) WHERE client_message_id IS NOT NULL;
`;

/**
 * @param synchronous FULL: every commit is synced to disk; NORMAL: those since the last checkpoint
 *   may be lost with the machine's power, none with the process
 */
export function openDatabase(dataDir, synchronous) {
  mkdirSync(dataDir, { recursive: true });
  const database = new Database(join(dataDir, "chat.db"));
  database.pragma("journal_mode = WAL");
  database.pragma(`synchronous = ${synchronous}`);
  database.pragma("foreign_keys = ON");
  database.exec(SCHEMA);
  return database;
}
