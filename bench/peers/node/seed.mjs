// Fills a new database with a history: `node seed.mjs --help`.

import { parseArgs } from "node:util";
import { openDatabase } from "./database.mjs";

const USAGE = `usage: node seed.mjs --data-dir DIR --messages N --tickets M [--first F] [--members K]

Puts N messages into M tickets t0, t1, …: F of them (100000, or all if there are fewer) into t0,
the others evenly into the rest, as time would mix them. Ticket tT is that of client u<T*K>, who
writes in turn with the super admin u<T*K+1>; K is 2.`;

const TEXT =
  "the quick brown fox jumps over the lazy dog, and once more over the same lazy dog, number";
const SECOND = 1000;
const CACHE_KIB = 1024 * 1024;

const plan = planOf(process.argv.slice(2));
const database = openDatabase(plan.dataDir, "FULL");
if (database.prepare("SELECT 1 FROM tickets").get()) fail(`${plan.dataDir} is not empty`);
database.pragma("journal_mode = OFF"); // if this is broken off, the database is of no use
database.pragma("synchronous = OFF");
database.pragma("foreign_keys = OFF");
database.pragma(`cache_size = -${CACHE_KIB}`);
database.transaction(() => fill(database, plan))();
database.pragma("journal_mode = WAL");
database.close();

function planOf(args) {
  const options = {
    "data-dir": { type: "string" },
    messages: { type: "string" },
    tickets: { type: "string" },
    first: { type: "string", default: "100000" },
    members: { type: "string", default: "2" },
    help: { type: "boolean" },
  };
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(USAGE);
    process.exit();
  }
  const [messages, tickets, first, members] = ["messages", "tickets", "first", "members"].map(
    (name) => Number(values[name]),
  );
  const sound = [messages, tickets, first, members].every((n) => Number.isInteger(n) && n > 0);
  if (!values["data-dir"] || !sound || members < 2) fail(USAGE);
  return { dataDir: values["data-dir"], messages, tickets, first, members };
}

function fill(into, { messages, tickets, first, members }) {
  const people = Array.from({ length: tickets }, (_, t) => [t * members, t * members + 1]);
  const user = into.prepare("INSERT INTO users (id, name, email) VALUES (?, ?, ?)");
  for (const u of people.flat()) user.run(`u${u}`, `User ${u}`, `u${u}@example.com`);

  const ends = Date.now();
  const begins = ends - messages * SECOND;
  const ticket = into.prepare("INSERT INTO tickets VALUES (?, ?, 'Seeded', 'open', ?, ?, 0)");
  people.forEach(([client], t) => ticket.run(`t${t}`, `u${client}`, begins, begins));

  const message = into.prepare(`
    INSERT INTO messages (ticket_id, seq, sender_id, sender_type, created_at, text)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const lastSeqs = new Array(tickets).fill(0);
  for (let i = 0; i < messages; i++) {
    const t = ticketOf(i, Math.min(first, messages) / messages, tickets);
    const seq = ++lastSeqs[t];
    const turn = seq % 2;
    const type = turn === 0 ? "superadmin" : "client";
    const sender = `u${people[t][1 - turn]}`;
    message.run(`t${t}`, seq, sender, type, begins + i * SECOND, `${TEXT} ${i}`);
  }

  const count = into.prepare("UPDATE tickets SET last_seq = ?, active_at = ? WHERE id = ?");
  lastSeqs.forEach((seq, t) => count.run(seq, ends, `t${t}`));
}

/** The first ticket has its share of any stretch of messages; the others take turns. */
function ticketOf(i, share, tickets) {
  const before = Math.floor(i * share);
  if (tickets === 1 || Math.floor((i + 1) * share) > before) return 0;
  return 1 + ((i - before) % (tickets - 1));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
