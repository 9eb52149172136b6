import { isAdmin } from "./identity.mjs";
import { Refused, invalid } from "./refused.mjs";

const ID = /^[A-Za-z0-9_.:-]{1,64}$/;
const STATUSES = ["open", "in-progress", "resolved", "closed", "canceled"];
const MOST_AT_ONCE = 10_000;

/** The tickets, and who may see which. */
export class Tickets {
  #commit;
  #find;
  #save;

  constructor(database, commit) {
    this.#commit = commit;
    this.#find = database.prepare(
      "SELECT id, client_id AS clientId, title, status, last_seq AS lastSeq FROM tickets WHERE id = ?",
    );
    this.#save = database.prepare(`
      INSERT INTO tickets (id, client_id, title, status, created_at, active_at, last_seq)
      VALUES (@id, @clientId, @title, @status, @now, @now, 0)
      ON CONFLICT (id) DO UPDATE
      SET client_id = excluded.client_id, title = excluded.title, status = excluded.status`);
  }

  /** The ticket, if the user may see it. */
  forUser(user, id) {
    const ticket = this.#find.get(id);
    if (isAdmin(user)) {
      if (!ticket) throw new Refused("NOT_FOUND", "Ticket not found");
    } else if (ticket?.clientId !== user.id) {
      throw new Refused("FORBIDDEN", "Access denied to this ticket");
    }
    return ticket;
  }

  /** Creates or updates all of them, or none. */
  async putAll(list) {
    if (!Array.isArray(list) || list.length > MOST_AT_ONCE) {
      throw invalid(`Tickets must be an array of at most ${MOST_AT_ONCE}`);
    }
    const now = Date.now();
    const tickets = list.map((fields) => ({ ...checked(fields), now }));
    await this.#commit(() => {
      for (const ticket of tickets) this.#save.run(ticket);
    });
    return tickets.map(({ now: _, ...ticket }) => ticket);
  }
}

function checked(fields) {
  const { id, clientId, title, status = "open" } = fields ?? {};
  if (typeof id !== "string" || !ID.test(id)) throw invalid("A ticket needs a valid id");
  if (typeof clientId !== "string" || !clientId) throw invalid("A ticket needs a clientId");
  if (typeof title !== "string" || !title) throw invalid("A ticket needs a title");
  if (!STATUSES.includes(status)) throw invalid(`status is one of ${STATUSES.join(", ")}`);
  return { id, clientId, title, status };
}
