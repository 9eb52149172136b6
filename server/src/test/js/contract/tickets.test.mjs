// Tickets on a socket: joining, leaving, who is there, and who may do what.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  aClient,
  aConversation,
  aSuperAdmin,
  aTicket,
  connect,
  enter,
  has,
  isError,
  isRefused,
  join,
  send,
  settle,
  signIn,
  unique,
} from "./support.mjs";

describe("joining a ticket", { concurrency: true, timeout: 30_000 }, () => {
  test("tells what the ticket is", async () => {
    const ticket = await aTicket({ title: 'Paper <jam> & "smoke" 🔥', status: "in-progress" });
    const peer = await signIn(ticket.client);

    peer.emit("join_ticket", { ticketId: ticket.id });

    has(await peer.next("joined_ticket"), {
      success: true,
      ticketId: ticket.id,
      ticket: { id: ticket.id, title: ticket.title, status: "in-progress" },
    });
  });

  test("tells who is online, the one who joins included", async () => {
    const ticket = await aTicket();
    const admin = aSuperAdmin();
    await enter(admin, ticket.id);
    const peer = await signIn(ticket.client);

    await join(peer, ticket.id);

    const { ticketId, users } = await peer.next("online_users");
    assert.equal(ticketId, ticket.id);
    assert.deepEqual(byId(users), byId([online(admin), online(ticket.client)]));
  });

  test("twice is joining once", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    adminSide.forget();

    await join(clientSide, ticketId);
    await join(clientSide, ticketId);
    await settle(adminSide, ticketId, clientSide);

    assert.equal(clientSide.all("joined_ticket").length, 3);
    assert.equal(clientSide.all("new_message").length, 1);
    assert.deepEqual(adminSide.all("user_joined_ticket"), []);

    await clientSide.ask("leave_ticket", { ticketId });
    await send(adminSide, ticketId, "after one leave");
    await clientSide.ask("get_online_users", { ticketId });
    assert.equal(clientSide.all("new_message").length, 1);
  });

  test("is answered before the first message of it is told", async () => {
    const ticket = await aTicket();
    const writer = await signIn(aSuperAdmin());
    let writing = true;
    const written = (async () => {
      while (writing) await send(writer, ticket.id, "and another");
    })();

    for (const peer of await Promise.all([1, 2, 3].map(() => signIn(ticket.client)))) {
      await join(peer, ticket.id);
      await peer.next("new_message");
      const names = peer
        .names()
        .filter((name) => name === "joined_ticket" || name === "new_message");
      assert.equal(names[0], "joined_ticket");
    }
    writing = false;
    await written;
  });

  test("works for several tickets at once, and each message says which", async () => {
    const client = aClient();
    const [one, two] = [await aTicket({ client }), await aTicket({ client })];
    const peer = await signIn(client);
    const admin = await signIn(aSuperAdmin());
    await Promise.all([one, two].map(({ id }) => join(peer, id)));

    await send(admin, one.id, "in one");
    await send(admin, two.id, "in two");

    const told = await peer.count("new_message", 2);
    assert.deepEqual(
      told.map(({ data }) => [data.ticketId, data.message, data.seq]),
      [
        [one.id, "in one", 1],
        [two.id, "in two", 1],
      ],
    );
  });

  test("reads a number as the id that it spells", async () => {
    const id = String(Number.parseInt(unique("").slice(1), 16) % 1e9);
    const ticket = await aTicket({ id });
    const peer = await signIn(ticket.client);

    const reply = await peer.ask("join_ticket", { ticketId: Number(id) });

    assert.equal(reply.ok, true, JSON.stringify(reply));
    assert.equal(reply.ticketId, id);
  });
});

describe("leaving a ticket", { concurrency: true, timeout: 30_000 }, () => {
  test("is answered, and ends what one hears of it", async () => {
    const { ticketId, clientSide, adminSide, client } = await aConversation();

    clientSide.emit("leave_ticket", { ticketId });
    has(await clientSide.next("left_ticket"), { success: true, ticketId });
    has(await adminSide.next("user_left_ticket"), {
      ticketId,
      userId: client.id,
      userName: client.name,
    });
    await send(adminSide, ticketId, "behind the back");
    await clientSide.ask("get_online_users", { ticketId });

    assert.deepEqual(clientSide.all("new_message"), []);
  });

  test("that one is not in is no error", async () => {
    const ticket = await aTicket();
    const peer = await signIn(ticket.client);

    const reply = await peer.ask("leave_ticket", { ticketId: ticket.id });

    assert.equal(reply.ok, true, JSON.stringify(reply));
    await peer.next("left_ticket");
    assert.deepEqual(peer.errors(), []);
  });

  test("still lets one send into it, and hear what oneself sent", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    await clientSide.ask("leave_ticket", { ticketId });

    const { _id } = await send(clientSide, ticketId, "from outside");

    await clientSide.next("new_message", ({ data }) => data._id === _id);
    await adminSide.next("new_message", ({ data }) => data._id === _id);
    assert.equal(clientSide.all("new_message").length, 1);
  });
});

describe("presence", { concurrency: true, timeout: 30_000 }, () => {
  test("is told once per user, not per tab", async () => {
    const { ticketId, client, adminSide, clientSide } = await aConversation();
    adminSide.forget();

    const secondTab = await enter(client, ticketId);
    clientSide.close();
    await settle(secondTab, ticketId, adminSide);
    assert.deepEqual(adminSide.all("user_joined_ticket"), []);
    assert.deepEqual(adminSide.all("user_left_ticket"), []);

    secondTab.close();
    has(await adminSide.next("user_left_ticket"), {
      ticketId,
      userId: client.id,
      userName: client.name,
    });
    await enter(client, ticketId);
    has(await adminSide.next("user_joined_ticket"), {
      ticketId,
      userId: client.id,
      userName: client.name,
    });
    assert.equal(adminSide.all("user_left_ticket").length, 1);
    assert.equal(adminSide.all("user_joined_ticket").length, 1);
  });

  test("is not told to oneself", async () => {
    const { ticketId, client, clientSide } = await aConversation();
    const secondTab = await enter(client, ticketId);

    await secondTab.ask("leave_ticket", { ticketId });
    await join(secondTab, ticketId);
    await settle(secondTab, ticketId, clientSide);

    const own = ({ userId }) => userId === client.id;
    for (const peer of [clientSide, secondTab]) {
      assert.deepEqual(peer.all("user_joined_ticket").filter(own), []);
      assert.deepEqual(peer.all("user_left_ticket").filter(own), []);
    }
  });

  test("ends with the connection", async () => {
    const { adminSide, clientSide, client } = await aConversation();

    clientSide.close();

    has(await adminSide.next("user_left_ticket"), { userId: client.id });
  });

  test("can be asked for, in the room or not", async () => {
    const { ticketId, client, admin, clientSide } = await aConversation();
    await enter(client, ticketId);
    const outside = await signIn(admin);

    clientSide.emit("get_online_users", { ticketId });
    const told = await clientSide.next("online_users", ({ users }) => users.length === 2);
    const reply = await outside.ask("get_online_users", { ticketId });

    has(told, { success: true, ticketId });
    assert.equal(reply.ticketId, ticketId);
    for (const { users } of [told, reply])
      assert.deepEqual(byId(users), byId([online(client), online(admin)]));
  });

  test("does not tell email addresses", async () => {
    const { ticketId, clientSide } = await aConversation();

    const { users } = await clientSide.ask("get_online_users", { ticketId });

    for (const user of users)
      assert.deepEqual(Object.keys(user).sort(), ["userId", "userName", "userType"]);
  });
});

describe("access", { concurrency: true, timeout: 30_000 }, () => {
  const operations = {
    join_ticket: "join_ticket_error",
    get_messages: "messages_error",
    send_message: "send_message_error",
  };

  for (const [event, errorEvent] of Object.entries(operations)) {
    test(`${event}: a client reaches its own ticket`, async () => {
      const ticket = await aTicket();
      const peer = await signIn(ticket.client);

      assert.equal((await peer.ask(event, { ticketId: ticket.id, message: "m" })).ok, true);
    });

    test(`${event}: a super admin reaches every ticket`, async () => {
      const ticket = await aTicket();
      const peer = await signIn(aSuperAdmin());

      assert.equal((await peer.ask(event, { ticketId: ticket.id, message: "m" })).ok, true);
    });

    test(`${event}: to a client, another's ticket and an unknown one are the same`, async () => {
      const foreign = await aTicket();
      const peer = await signIn(aClient());
      const refusal = ["FORBIDDEN", "Access denied to this ticket"];

      const one = await isRefused(
        peer,
        event,
        { ticketId: foreign.id, message: "m" },
        errorEvent,
        ...refusal,
      );
      const other = await isRefused(
        peer,
        event,
        { ticketId: "unknown", message: "m" },
        errorEvent,
        ...refusal,
      );

      assert.equal(one.ticketId, foreign.id);
      assert.deepEqual({ ...one, ticketId: "" }, { ...other, ticketId: "" });
    });

    test(`${event}: a super admin is told that a ticket is unknown`, async () => {
      const peer = await signIn(aSuperAdmin());

      const ticketId = unique("unknown");
      await isRefused(
        peer,
        event,
        { ticketId, message: "m" },
        errorEvent,
        "NOT_FOUND",
        "Ticket not found",
      );
    });

    test(`${event}: nobody reaches anything without authentication`, async () => {
      const ticket = await aTicket();
      const peer = await connect();
      const request = { ticketId: ticket.id, message: "m" };

      await isRefused(
        peer,
        event,
        request,
        errorEvent,
        "UNAUTHENTICATED",
        "User not authenticated",
      );
    });

    test(`${event}: asks for the ticket`, async () => {
      const peer = await signIn(aClient());

      for (const ticketId of [undefined, null, ""]) {
        await isRefused(
          peer,
          event,
          { ticketId, message: "m" },
          errorEvent,
          "INVALID",
          "Ticket ID is required",
        );
      }
      await isRefused(peer, event, undefined, errorEvent, "INVALID", "Ticket ID is required");
    });
  }

  test("get_online_users: only those who may see the ticket", async () => {
    const ticket = await aTicket();
    const [stranger, admin] = [await signIn(aClient()), await signIn(aSuperAdmin())];

    const [foreign, unknown, absent] = [
      await stranger.ask("get_online_users", { ticketId: ticket.id }),
      await stranger.ask("get_online_users", { ticketId: "unknown" }),
      await admin.ask("get_online_users", { ticketId: "unknown" }),
    ];

    isError(foreign.error, "FORBIDDEN", "Access denied to this ticket");
    isError(unknown.error, "FORBIDDEN", "Access denied to this ticket");
    isError(absent.error, "NOT_FOUND", "Ticket not found");
  });

  test("a client who claims another's id as a ticket's room is not let in", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const stranger = await signIn(aClient());

    for (const room of [ticketId, `ticket:${ticketId}`, clientSide.socket.id]) {
      await stranger.ask("join_ticket", { ticketId: room });
    }
    await send(adminSide, ticketId, "a secret");
    await stranger.ask("get_online_users", { ticketId });

    assert.deepEqual(stranger.all("new_message"), []);
  });
});

function online({ id, name, type }) {
  return { userId: id, userName: name, userType: type };
}

function byId(users) {
  return [...users].sort((one, other) => one.userId.localeCompare(other.userId));
}
