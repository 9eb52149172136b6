// Connection state recovery: a client that was cut off goes on where it stood, with what it missed.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { aConversation, aSuperAdmin, aTicket, enter, http, join, load, open, range, send, signIn, tokenOf } from "./support.mjs";

/** Cuts a peer off, does something meanwhile, and waits until it is back. */
async function whileAway(peer, doing) {
  peer.socket.io.reconnection(false);
  await peer.loseConnection();
  await doing();
  peer.socket.io.reconnection(true);
  peer.socket.connect();
  await peer.next("connect", undefined);
}

const texts = (peer) => peer.all("new_message").map(({ data }) => data.message);
const seqs = (peer) => peer.all("new_message").map(({ data }) => data.seq);

for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
  describe(`coming back over ${transports.join(" and ")}`, { concurrency: true, timeout: 60_000 }, () => {
    const options = { transports };

    test("brings what was missed, in order, each once, and says so on the client", async () => {
      const { ticketId, clientSide, adminSide } = await aConversation(options);
      const id = clientSide.socket.id;
      await send(adminSide, ticketId, "before");
      await clientSide.count("new_message", 1);

      await whileAway(clientSide, async () => {
        for (const n of range(1, 20)) await send(adminSide, ticketId, `missed ${n}`);
      });
      await send(adminSide, ticketId, "after");
      await clientSide.count("new_message", 22);

      assert.equal(clientSide.socket.recovered, true);
      assert.equal(clientSide.socket.id, id);
      assert.deepEqual(texts(clientSide), ["before", ...range(1, 20).map((n) => `missed ${n}`), "after"]);
      assert.deepEqual(seqs(clientSide), range(1, 22));
    });

    test("needs neither a new sign-in nor a new join: what was buffered meanwhile is sent", async () => {
      const { ticketId, clientSide, adminSide } = await aConversation(options);

      await whileAway(clientSide, async () =>
        clientSide.emit("send_message", { ticketId, message: "buffered", clientMessageId: "b" }));

      const { data } = await adminSide.next("new_message");
      assert.equal(data.message, "buffered");
      await clientSide.count("new_message", 1);
      assert.deepEqual(clientSide.errors(), []);
    });

    test("works for a page that signs in again and does not join again", async () => {
      const ticket = await aTicket();
      const admin = await enter(aSuperAdmin(), ticket.id, options);
      const page = open(options);
      page.socket.on("connect", () => page.emit("authenticate", { token: tokenOf(ticket.client) }));
      await page.next("authenticated");
      await join(page, ticket.id);

      await whileAway(page, () => send(admin, ticket.id, "missed"));
      await page.next("authenticated");
      await send(admin, ticket.id, "after");
      await page.count("new_message", 2);

      assert.deepEqual(texts(page), ["missed", "after"]);
      assert.deepEqual(page.errors(), []);
    });

    test("works again and again", async () => {
      const { ticketId, clientSide, adminSide } = await aConversation(options);

      for (const n of range(1, 5)) await whileAway(clientSide, () => send(adminSide, ticketId, `${n}`));

      await clientSide.count("new_message", 5);
      assert.deepEqual(texts(clientSide), ["1", "2", "3", "4", "5"]);
    });
  });
}

describe("coming back", { concurrency: true, timeout: 60_000 }, () => {
  test("with a token in the handshake is told authenticated, and what was missed once", async () => {
    const ticket = await aTicket();
    const admin = await enter(aSuperAdmin(), ticket.id);
    const peer = open({ auth: { token: tokenOf(ticket.client) } });
    await peer.next("authenticated");
    await join(peer, ticket.id);

    await whileAway(peer, () => send(admin, ticket.id, "missed"));

    await peer.next("authenticated");
    await peer.count("new_message", 1);
    assert.equal(peer.socket.recovered, true);
    assert.deepEqual(texts(peer), ["missed"]);
  });

  test("brings the messages of all its tickets in the order in which they were sent", async () => {
    const admin = aSuperAdmin();
    const tickets = await Promise.all(range(1, 3).map(() => aTicket()));
    const [sender, peer] = await Promise.all([signIn(admin), signIn(aSuperAdmin())]);
    for (const { id } of tickets) await join(peer, id);

    await whileAway(peer, async () => {
      for (const n of range(0, 11)) await send(sender, tickets[n % 3].id, `${n}`);
    });

    await peer.count("new_message", 12);
    assert.deepEqual(texts(peer), range(0, 11).map((n) => `${n}`));
  });

  test("replays no typing and no presence, and says who is there now", async () => {
    const { ticketId, clientSide, adminSide, admin } = await aConversation();
    await clientSide.next("online_users");
    clientSide.forget();

    await whileAway(clientSide, async () => {
      adminSide.emit("typing_start", { ticketId });
      const guest = await enter(aSuperAdmin(), ticketId);
      guest.close();
      await send(adminSide, ticketId, "missed");
    });

    const { users } = await clientSide.next("online_users");
    assert.ok(users.some(({ userId }) => userId === admin.id));
    await clientSide.count("new_message", 1);
    assert.deepEqual(clientSide.all("user_typing"), []);
    assert.deepEqual(clientSide.all("user_joined_ticket"), []);
  });

  test("does not bring back into a ticket that has another owner now, nor tell of it", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const other = await aTicket({ client: clientSide.client });

    await whileAway(clientSide, async () => {
      await http("PUT", `/api/tickets/${ticketId}`, aSuperAdmin(), { clientId: "somebody-else", title: other.title });
      await send(adminSide, ticketId, "not for you");
    });
    await send(adminSide, ticketId, "nor this");

    assert.equal(clientSide.socket.recovered, true);
    const reply = await clientSide.ask("get_online_users", { ticketId });
    assert.equal(reply.error.code, "FORBIDDEN");
    assert.deepEqual(texts(clientSide), []);
  });

  test("after leaving a ticket hears nothing of it", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    await clientSide.ask("leave_ticket", { ticketId });

    await whileAway(clientSide, () => send(adminSide, ticketId, "missed"));
    await clientSide.ask("ping");

    assert.equal(clientSide.socket.recovered, true);
    assert.deepEqual(texts(clientSide), []);
  });

  test("of somebody else by the same socket is a new session", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const stranger = await aTicket();
    clientSide.socket.auth = { token: tokenOf(stranger.client) };

    await whileAway(clientSide, () => send(adminSide, ticketId, "not for the stranger"));

    const { user } = await clientSide.next("authenticated", ({ user: { id } }) => id === stranger.client.id);
    assert.equal(user.id, stranger.client.id);
    assert.equal(clientSide.socket.recovered, false);
    assert.deepEqual(texts(clientSide), []);
  });

  test("after a DISCONNECT of its own is a new session, and history has what was missed", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();

    clientSide.socket.disconnect();
    await send(adminSide, ticketId, "missed");
    clientSide.socket.connect();
    await clientSide.next("connect");

    assert.equal(clientSide.socket.recovered, false);
    clientSide.emit("authenticate", { token: tokenOf(client) });
    await clientSide.next("authenticated", ({ user }) => user.id === client.id);
    const { messages } = await load(clientSide, ticketId);
    assert.deepEqual(messages.map(({ message }) => message), ["missed"]);
  });

  test("after a very long absence is a new session: history has it", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const long = "x".repeat(9_000);

    await whileAway(clientSide, () => Promise.all(range(1, 80).map(() => send(adminSide, ticketId, long))));

    assert.equal(clientSide.socket.recovered, false);
    assert.deepEqual(texts(clientSide), []);
  });
});
