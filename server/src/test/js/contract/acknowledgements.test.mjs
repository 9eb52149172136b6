// Acknowledgements: every event has one, it says what the event says, and a failure is told once as
// an event too.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  aClient,
  aConversation,
  aTicket,
  connect,
  has,
  isError,
  isErrorEvent,
  signIn,
  tokenOf,
} from "./support.mjs";

describe("an acknowledgement", { concurrency: true, timeout: 30_000 }, () => {
  const successes = {
    join_ticket: "joined_ticket",
    get_messages: "messages_loaded",
    leave_ticket: "left_ticket",
    get_online_users: "online_users",
  };
  for (const [event, success] of Object.entries(successes)) {
    test(`of ${event} brings what ${success} brings`, async () => {
      const ticket = await aTicket();
      const peer = await signIn(ticket.client);

      const {
        ok,
        success: inReply = true,
        ...reply
      } = await peer.ask(event, { ticketId: ticket.id });

      const { success: inEvent, ...told } = await peer.next(success);
      assert.deepEqual([ok, inReply, inEvent], [true, true, true]);
      assert.deepEqual(reply, told);
    });
  }

  test("of authenticate brings what authenticated brings", async () => {
    const user = aClient();
    const peer = await connect();

    const {
      ok,
      success: inReply = true,
      ...reply
    } = await peer.ask("authenticate", { token: tokenOf(user) });

    const { success: inEvent, ...told } = await peer.next("authenticated");
    assert.deepEqual([ok, inReply, inEvent], [true, true, true]);
    assert.deepEqual(reply, told);
    assert.equal(reply.user.id, user.id);
  });

  test("of send_message brings the message object", async () => {
    const { ticketId, clientSide } = await aConversation();

    const reply = await clientSide.ask("send_message", { ticketId, message: "hello" });

    assert.equal(reply.ok, true);
    assert.deepEqual(reply.message, (await clientSide.next("new_message")).data);
  });

  test("of typing says ok", async () => {
    const { ticketId, clientSide } = await aConversation();

    assert.equal((await clientSide.ask("typing_start", { ticketId })).ok, true);
    assert.equal((await clientSide.ask("typing_stop", { ticketId })).ok, true);
  });

  test("of ping says ok, and pong comes too", async () => {
    const peer = await signIn(aClient());

    assert.equal((await peer.ask("ping")).ok, true);
    assert.equal((await peer.ask("ping", {})).ok, true);

    await peer.count("pong", 2);
  });

  const failures = {
    authenticate: "authentication_error",
    join_ticket: "join_ticket_error",
    get_messages: "messages_error",
    send_message: "send_message_error",
  };
  for (const [event, errorEvent] of Object.entries(failures)) {
    test(`of a failing ${event} brings the error, and exactly one ${errorEvent} says the same`, async () => {
      const peer = await signIn(aClient());

      const reply = await peer.ask(event, { ticketId: "unknown", message: "m", token: "bad" });
      const told = await peer.next(errorEvent);
      await peer.ask("ping");

      assert.equal(reply.ok, false);
      isErrorEvent(told);
      isError(reply.error, told.code, told.message);
      assert.equal(peer.errors().length, 1);
    });
  }

  test("is not needed: events answer alone", async () => {
    const ticket = await aTicket();
    const peer = await signIn(ticket.client);

    for (const event of [
      "join_ticket",
      "get_messages",
      "get_online_users",
      "leave_ticket",
      "ping",
    ]) {
      peer.emit(event, { ticketId: ticket.id });
    }

    for (const answer of ["joined_ticket", "messages_loaded", "left_ticket", "pong"]) {
      const payload = await peer.next(answer);
      if (answer !== "pong") has(payload, { success: true, ticketId: ticket.id });
    }
    await peer.count("online_users", 2);
  });

  test("comes to each of many requests, in their order", async () => {
    const { ticketId, clientSide } = await aConversation();
    const answered = [];

    const asked = Array.from({ length: 50 }, async (_, n) => {
      const event = n % 2 ? "get_messages" : "send_message";
      await clientSide.ask(event, { ticketId, message: `m${n}` });
      answered.push(n);
    });
    await Promise.all(asked);

    assert.deepEqual(
      answered,
      Array.from({ length: 50 }, (_, n) => n),
    );
  });
});

describe("ping", { timeout: 30_000 }, () => {
  test("is answered by pong", async () => {
    const peer = await signIn(aClient());

    peer.emit("ping");

    await peer.next("pong");
  });
});
