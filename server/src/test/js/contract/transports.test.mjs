// The whole conversation over each transport, and over the upgrade between them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  aClient,
  aConversation,
  aSuperAdmin,
  aTicket,
  enter,
  fill,
  has,
  join,
  load,
  open,
  range,
  send,
  signIn,
  tokenOf,
} from "./support.mjs";

const WAYS = {
  "WebSocket alone": { transports: ["websocket"] },
  "long-polling alone": { transports: ["polling"] },
  "long-polling and then WebSocket": { transports: ["polling", "websocket"] },
  "WebSocket first, with polling to fall back on": { transports: ["websocket", "polling"] },
};

for (const [way, options] of Object.entries(WAYS)) {
  describe(`over ${way}`, { concurrency: true, timeout: 60_000 }, () => {
    test("a conversation goes from sign-in to good-bye", async () => {
      const { ticketId, client, admin, clientSide, adminSide } = await aConversation(options);

      clientSide.emit("typing_start", { ticketId });
      has(await adminSide.next("user_typing"), { userId: client.id });
      const question = await send(clientSide, ticketId, "Où est l'imprimante ? 🖨️");
      assert.deepEqual((await adminSide.next("new_message")).data, question);
      await adminSide.next("user_stopped_typing");
      const answer = await send(adminSide, ticketId, "שלום");
      await clientSide.next("new_message", ({ data }) => data._id === answer._id);
      assert.deepEqual((await load(clientSide, ticketId)).messages, [question, answer]);
      const { users } = await clientSide.ask("get_online_users", { ticketId });
      assert.deepEqual(users.map(({ userId }) => userId).sort(), [client.id, admin.id].sort());
      await clientSide.ask("leave_ticket", { ticketId });
      has(await adminSide.next("user_left_ticket"), { userId: client.id });
      clientSide.close();

      assert.deepEqual([clientSide.errors(), adminSide.errors()], [[], []]);
    });

    test("messages that are sent at once come in order, each once", async () => {
      const { ticketId, clientSide, adminSide } = await aConversation(options);

      for (const n of range(1, 100))
        clientSide.emit("send_message", { ticketId, message: `m${n}` });

      const told = await adminSide.count("new_message", 100);
      assert.deepEqual(
        told.map(({ data }) => data.message),
        range(1, 100).map((n) => `m${n}`),
      );
    });

    test("a page of 100 messages of 10,000 characters arrives whole", async () => {
      const ticket = await aTicket();
      const stored = await fill(
        ticket.client,
        ticket.id,
        range(1, 100).map((n) => `${n} `.padEnd(10_000, "ж")),
      );

      const reader = await signIn(ticket.client, options);
      const { messages } = await load(reader, ticket.id, { limit: 100 });

      assert.deepEqual(messages, stored);
    });

    test("a lost connection is mended, and the page goes on", async () => {
      const ticket = await aTicket();
      const peer = open({ ...options, auth: { token: tokenOf(ticket.client) } });
      await peer.next("authenticated");
      await join(peer, ticket.id);

      await peer.loseConnection();
      await peer.next("authenticated");
      await join(peer, ticket.id);

      const { _id } = await send(await signIn(aSuperAdmin()), ticket.id, "again");
      await peer.next("new_message", ({ data }) => data._id === _id);
    });
  });
}

describe("the upgrade from polling to WebSocket", { timeout: 60_000 }, () => {
  test("happens by itself with the client's own defaults", async () => {
    const peer = await signIn(aClient(), { transports: undefined });

    if (peer.socket.io.engine.transport.name !== "websocket") {
      await new Promise((resolve) => peer.socket.io.engine.once("upgrade", resolve));
    }

    assert.equal(peer.socket.io.engine.transport.name, "websocket");
    assert.equal((await peer.ask("ping")).ok, true);
  });

  test("loses, repeats and reorders nothing in either direction", async () => {
    const ticket = await aTicket();
    const admin = await enter(aSuperAdmin(), ticket.id);
    const peer = open({ transports: ["polling", "websocket"] });
    const upgraded = new Promise((resolve) =>
      peer.socket.io.once("open", () => peer.socket.io.engine.once("upgrade", resolve)),
    );

    peer.emit("authenticate", { token: tokenOf(ticket.client) });
    peer.emit("join_ticket", { ticketId: ticket.id });
    await peer.next("joined_ticket");
    let up = false;
    upgraded.then(() => (up = true));
    let many = 0;
    while (!up || many < 20) {
      many++;
      peer.emit("send_message", { ticketId: ticket.id, message: `up ${many}` });
      await send(admin, ticket.id, `down ${many}`);
    }

    const told = (await peer.count("new_message", 2 * many)).map(({ data }) => data.message);
    for (const way of ["up", "down"]) {
      assert.deepEqual(
        told.filter((text) => text.startsWith(way)),
        range(1, many).map((n) => `${way} ${n}`),
      );
    }
    assert.equal(peer.all("new_message").length, 2 * many);
  });
});
