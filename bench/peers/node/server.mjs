// A peer for Ticketchat: the same API as one would write it well on Node.js, with Socket.IO and
// SQLite. Options come by the environment: see config.mjs.

import { once } from "node:events";
import { createServer } from "node:http";
import { Server } from "socket.io";
import { Chat } from "./chat.mjs";
import { commitEach, commitTogether } from "./commit.mjs";
import { configOf } from "./config.mjs";
import { openDatabase } from "./database.mjs";
import { Files } from "./files.mjs";
import { verifier } from "./identity.mjs";
import { Messages } from "./messages.mjs";
import { Presence } from "./presence.mjs";
import { routes } from "./routes.mjs";
import { Tickets } from "./tickets.mjs";
import { Typing } from "./typing.mjs";
import { Users } from "./users.mjs";

/** A file of 10 MB in base64, and what comes with it. */
const LARGEST_MESSAGE = 16 * 1024 * 1024;

const BACKLOG = 1024;

const config = configOf(process.env);
const database = openDatabase(config.dataDir, config.synchronous);
const commit = config.groupCommit ? commitTogether(database) : commitEach(database);
const tickets = new Tickets(database, commit);
const verify = verifier(config.secret);

const server = createServer(routes({ verify, tickets }));
const io = new Server(server, {
  serveClient: false,
  cors: { origin: "*" },
  maxHttpBufferSize: LARGEST_MESSAGE,
  perMessageDeflate: false,
});
io.engine.on("connection", (session) => {
  session.request = null; // as Socket.IO's manual advises: it holds memory and is not needed again
});

server.listen({ host: config.host, port: config.port, backlog: BACKLOG });
await once(server, "listening");
const url = `http://${config.host}:${server.address().port}`;

new Chat({
  io,
  verify,
  users: new Users(database, commit),
  tickets,
  messages: new Messages(database, commit, tickets),
  files: new Files(config.dataDir, url),
  presence: new Presence(),
  typing: new Typing(),
}).serve();
console.log(`listening on ${url}`);

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => io.close(() => database.close()));
}
