// Does the peer do its duty? Once for each way to commit.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, suite, test } from "node:test";
import jwt from "jsonwebtoken";
import { io } from "socket.io-client";

const SECRET = "a secret of at least thirty-two bytes";
const CLIENT = user("u0", "client");
const ADMIN = user("u1", "superadmin");
const STRANGER = user("u2", "client");
const PNG = Buffer.from("\x89PNG\r\n\x1a\nand the rest", "latin1");

for (const GROUP_COMMIT of ["0", "1"]) {
  suite(`GROUP_COMMIT=${GROUP_COMMIT}`, () => {
    const sockets = [];
    let dataDir;
    let server;
    let url;

    before(async () => {
      dataDir = await mkdtemp(join(tmpdir(), "peer-"));
      const env = {
        ...process.env,
        PORT: "0",
        DATA_DIR: dataDir,
        JWT_SECRET: SECRET,
        GROUP_COMMIT,
      };
      const stdio = ["ignore", "pipe", "inherit"];
      server = spawn(process.execPath, ["server.mjs"], { env, stdio });
      const [line] = await once(createInterface(server.stdout), "line");
      url = line.replace("listening on ", "");
      const put = await putTickets([
        { id: "t0", clientId: CLIENT.id, title: "One" },
        { id: "t1", clientId: CLIENT.id, title: "Another" },
      ]);
      assert.equal(put.status, 200);
    });

    after(async () => {
      for (const socket of sockets) socket.close();
      const exited = once(server, "exit");
      server.kill();
      assert.deepEqual(await exited, [0, null]);
      await rm(dataDir, { recursive: true });
    });

    test("tells a stored message to everyone in the ticket, in order", async () => {
      const [client, admin] = [await enter(CLIENT, "t0"), await enter(ADMIN, "t0")];
      const [atClient, atAdmin] = [collect(client, 20), collect(admin, 20)];

      for (let i = 0; i < 10; i++) {
        client.emit("send_message", { ticketId: "t0", message: `client ${i}` });
        admin.emit("send_message", { ticketId: "t0", message: `admin ${i}` });
      }

      const told = await atClient;
      assert.deepEqual(await atAdmin, told);
      assert.deepEqual(
        told.map(({ seq }) => seq),
        told.map((_, i) => i + 1),
      );
      assert.deepEqual(told.find(({ message }) => message === "client 0").sender, {
        _id: "u0",
        name: "Name of u0",
        email: "u0@example.com",
      });
    });

    test("stores a repeated message once", async () => {
      const client = await enter(CLIENT, "t1");
      const message = { ticketId: "t1", message: "once", clientMessageId: "key" };

      const first = await client.emitWithAck("send_message", message);
      const second = await client.emitWithAck("send_message", message);
      const other = await client.emitWithAck("send_message", { ...message, message: "other" });

      assert.deepEqual(second, first);
      assert.equal(other.error.code, "CONFLICT");
      const { total } = await client.emitWithAck("get_messages", { ticketId: "t1" });
      assert.equal(total, 1);
    });

    test("pages through history", async () => {
      await putTickets([{ id: "t2", clientId: CLIENT.id, title: "Long" }]);
      const client = await enter(CLIENT, "t2");
      for (let i = 1; i <= 5; i++) {
        await client.emitWithAck("send_message", { ticketId: "t2", message: `${i}` });
      }
      const load = (more) => client.emitWithAck("get_messages", { ticketId: "t2", ...more });
      const texts = ({ messages }) => messages.map(({ message }) => message);

      const latest = await load({ limit: 2 });
      const older = await load({ limit: 3, before: latest.nextBefore });
      const newer = await load({ limit: 1, after: latest.messages[0]._id });
      const offset = await load({ limit: 2, offset: 1 });

      assert.deepEqual([texts(latest), latest.hasMore], [["4", "5"], true]);
      assert.deepEqual([texts(older), older.hasMore], [["1", "2", "3"], false]);
      assert.deepEqual([texts(newer), newer.hasMore], [["5"], false]);
      assert.deepEqual([texts(offset), offset.hasMore], [["2", "3"], true]);
    });

    test("keeps attachments, and refuses what they are not", async () => {
      const client = await enter(CLIENT, "t0");
      const send = (name, type, data) =>
        client.emitWithAck("send_message", { ticketId: "t0", attachments: [{ name, type, data }] });

      const kept = await send("a/photo.png", "image/png", PNG.toString("base64"));
      const lying = await send("photo.png", "image/png", Buffer.from("text").toString("base64"));
      const broken = await send("photo.png", "image/png", "!!!");

      const [file] = kept.message.attachments;
      assert.deepEqual([file.originalname, file.size], ["photo.png", PNG.length]);
      assert.deepEqual(await readFile(join(dataDir, "uploads", file.filename)), PNG);
      assert.equal(lying.error.code, "FILE_REJECTED");
      assert.equal(broken.error.message, "Attachment 1 must have valid base64 data");
    });

    test("lets nobody in who has no business there", async () => {
      const nobody = await connect();
      const stranger = await signIn(STRANGER);

      const unknown = await nobody.emitWithAck("join_ticket", { ticketId: "t0" });
      const forged = await nobody.emitWithAck("authenticate", { token: tokenOf(CLIENT, "other") });
      const joined = await stranger.emitWithAck("join_ticket", { ticketId: "t0" });
      const sent = await stranger.emitWithAck("send_message", { ticketId: "t0", message: "hi" });
      const put = await putTickets([], STRANGER);

      assert.equal(unknown.error.message, "User not authenticated");
      assert.equal(forged.error.message, "Invalid token");
      assert.equal(joined.error.message, "Access denied to this ticket");
      assert.equal(sent.error.message, "Access denied to this ticket");
      assert.equal(put.status, 403);
    });

    test("tells who is there and who types", async () => {
      await putTickets([{ id: "t3", clientId: CLIENT.id, title: "Busy" }]);
      const client = await enter(CLIENT, "t3");
      const joined = next(client, "user_joined_ticket");
      const admin = await signIn(ADMIN);
      const online = next(admin, "online_users");
      await admin.emitWithAck("join_ticket", { ticketId: "t3" });

      assert.equal((await joined).userId, "u1");
      assert.equal((await online).users.length, 2);

      const typing = next(client, "user_typing");
      const stopped = next(client, "user_stopped_typing");
      const left = next(client, "user_left_ticket");
      admin.emit("typing_start", { ticketId: "t3" });
      assert.equal((await typing).userName, "Name of u1");
      admin.close();
      assert.equal((await stopped).userId, "u1");
      assert.equal((await left).userId, "u1");
    });

    function putTickets(tickets, by = ADMIN) {
      return fetch(`${url}/api/tickets`, {
        method: "PUT",
        headers: { authorization: `Bearer ${tokenOf(by)}` },
        body: JSON.stringify(tickets),
      });
    }

    async function connect() {
      const socket = io(url, { forceNew: true, transports: ["websocket"], ackTimeout: 10_000 });
      sockets.push(socket);
      await next(socket, "connect");
      return socket;
    }

    async function signIn(who) {
      const socket = await connect();
      await socket.emitWithAck("authenticate", { token: tokenOf(who) });
      return socket;
    }

    async function enter(who, ticketId) {
      const socket = await signIn(who);
      const { ok } = await socket.emitWithAck("join_ticket", { ticketId });
      assert.ok(ok);
      return socket;
    }
  });
}

function user(id, type) {
  return { id, name: `Name of ${id}`, email: `${id}@example.com`, type };
}

function tokenOf(claims, secret = "") {
  return jwt.sign(claims, secret + SECRET);
}

function next(socket, event) {
  return new Promise((resolve) => socket.once(event, resolve));
}

/** The next messages. */
function collect(socket, many) {
  const messages = [];
  return new Promise((resolve) => {
    socket.on("new_message", ({ data }) => {
      if (messages.push(data) === many) resolve(messages);
    });
  });
}
