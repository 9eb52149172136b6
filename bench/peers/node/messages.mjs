import { Refused, invalid } from "./refused.mjs";

const MESSAGE_ID = /^[0-9a-f]{24}$/;
const LONGEST_PAGE = 100;

const COLUMNS = `m.position, m.seq, m.sender_type AS senderType, m.created_at AS createdAt, m.text,
  m.attachments, u.id AS senderId, u.name, u.email, u.company`;
const FROM = "FROM messages m JOIN users u ON u.id = m.sender_id";

/** The log: messages in the order of their tickets. */
export class Messages {
  #commit;
  #tickets;
  #count;
  #insert;
  #underKey;
  #older;
  #newer;
  #seqOf;

  constructor(database, commit, tickets) {
    this.#commit = commit;
    this.#tickets = tickets;
    this.#count = database.prepare(`
      UPDATE tickets SET last_seq = last_seq + 1, active_at = max(active_at, ?) WHERE id = ?
      RETURNING last_seq AS seq, active_at AS createdAt`);
    this.#insert = database.prepare(`
      INSERT INTO messages
        (ticket_id, seq, sender_id, sender_type, created_at, text, attachments, client_message_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#underKey = database.prepare(
      `SELECT ${COLUMNS} ${FROM} WHERE m.ticket_id = ? AND m.sender_id = ? AND m.client_message_id = ?`,
    );
    this.#older = database.prepare(
      `SELECT ${COLUMNS} ${FROM} WHERE m.ticket_id = ? AND m.seq < ? ORDER BY m.seq DESC LIMIT ?`,
    );
    this.#newer = database.prepare(
      `SELECT ${COLUMNS} ${FROM} WHERE m.ticket_id = ? AND m.seq > ? ORDER BY m.seq LIMIT ?`,
    );
    this.#seqOf = database.prepare("SELECT seq FROM messages WHERE position = ? AND ticket_id = ?");
  }

  /**
   * Stores a message of someone who may, unless its sender has stored it before.
   * @returns the message, and whether it is new
   */
  append(draft) {
    return this.#commit(() => {
      this.#tickets.forUser(draft.sender, draft.ticketId); // here it shares the transaction's lock
      return this.#earlier(draft) ?? this.#store(draft);
    });
  }

  #earlier({ ticketId, sender, clientMessageId, text, attachments }) {
    const row = clientMessageId && this.#underKey.get(ticketId, sender.id, clientMessageId);
    if (!row) return undefined;
    if (row.text !== text || hashes(attachmentsOf(row)) !== hashes(attachments)) {
      throw new Refused("CONFLICT", "clientMessageId was used for another message");
    }
    return { message: messageOf(row, ticketId), isNew: false };
  }

  #store({ ticketId, sender, clientMessageId = null, text, attachments }) {
    const { seq, createdAt } = this.#count.get(Date.now(), ticketId);
    const { lastInsertRowid: position } = this.#insert.run(
      ticketId,
      seq,
      sender.id,
      sender.type,
      createdAt,
      text,
      attachments.length ? JSON.stringify(attachments) : null,
      clientMessageId,
    );
    const { id: senderId, type: senderType, name, email, company } = sender;
    const row = { position, seq, senderType, createdAt, text, senderId, name, email, company };
    return { message: messageOf(row, ticketId, attachments), isNew: true };
  }

  /** A part of a ticket's history, oldest first: the latest, unless told otherwise. */
  page(ticket, { limit = 50, before, after, offset }) {
    if (!Number.isInteger(limit) || limit < 1 || limit > LONGEST_PAGE) {
      throw invalid(`limit must be a whole number from 1 to ${LONGEST_PAGE}`);
    }
    const { id, lastSeq: total } = ticket;
    const forward = after !== undefined || offset !== undefined;
    const rows = forward
      ? this.#newer.all(id, after === undefined ? whole(offset) : this.#find(id, after), limit)
      : this.#older.all(id, before === undefined ? total + 1 : this.#find(id, before), limit);
    if (!forward) rows.reverse();
    const messages = rows.map((row) => messageOf(row, id));
    const olderThanFirst = messages.length > 0 && messages[0].seq > 1;
    return {
      ticketId: id,
      messages,
      total,
      hasMore: forward ? messages.length > 0 && messages.at(-1).seq < total : olderThanFirst,
      nextBefore: olderThanFirst ? messages[0]._id : null,
    };
  }

  #find(ticketId, messageId) {
    if (!MESSAGE_ID.test(messageId)) throw invalid("That is no message ID");
    const row = this.#seqOf.get(Number.parseInt(messageId.slice(12), 16), ticketId);
    if (!row) throw new Refused("NOT_FOUND", "Message not found");
    return row.seq;
  }
}

function messageOf(row, ticketId, attachments = attachmentsOf(row)) {
  const sender = { _id: row.senderId, name: row.name, email: row.email };
  if (row.senderType === "client" && row.company) sender.company = row.company;
  return {
    _id: hex(row.createdAt) + hex(row.position),
    ticketId,
    sender,
    senderModel: row.senderType === "client" ? "Client" : "SuperAdmin",
    message: row.text,
    attachments: attachments.map(({ hash: _, ...shown }) => shown),
    createdAt: new Date(row.createdAt).toISOString(),
    seq: row.seq,
  };
}

function attachmentsOf(row) {
  return row.attachments ? JSON.parse(row.attachments) : [];
}

function hex(number) {
  return number.toString(16).padStart(12, "0");
}

function hashes(attachments) {
  return attachments.map(({ hash }) => hash).join();
}

function whole(offset) {
  if (!Number.isInteger(offset) || offset < 0)
    throw invalid("offset must be a whole number from 0");
  return offset;
}
