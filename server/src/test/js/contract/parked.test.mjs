// Events that arrive before an authentication wait for its outcome: the official client sends what
// it buffered first.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { aClient, aTicket, connect, isError, open, signIn, tokenOf } from "./support.mjs";

describe("events before an authentication", { concurrency: true, timeout: 30_000 }, () => {
  test("are answered after it, in the order in which they were sent", async () => {
    const ticket = await aTicket();
    const peer = open();

    peer.emit("join_ticket", { ticketId: ticket.id });
    for (const message of ["one", "two", "three"])
      peer.emit("send_message", { ticketId: ticket.id, message });
    peer.emit("get_messages", { ticketId: ticket.id });
    peer.emit("authenticate", { token: tokenOf(ticket.client) });

    const { messages } = await peer.next("messages_loaded");
    assert.deepEqual(
      messages.map(({ message }) => message),
      ["one", "two", "three"],
    );
    const answers = ["authenticated", "joined_ticket", "new_message", "messages_loaded"];
    assert.deepEqual(
      peer.names().filter((name) => answers.includes(name)),
      [
        "authenticated",
        "joined_ticket",
        "new_message",
        "new_message",
        "new_message",
        "messages_loaded",
      ],
    );
    assert.deepEqual(peer.errors(), []);
  });

  test("wait, 32 of them, and those beyond are answered User not authenticated", async () => {
    const ticket = await aTicket();
    const peer = await connect();

    const asked = Array.from({ length: 40 }, () =>
      peer.ask("get_messages", { ticketId: ticket.id }),
    );
    peer.emit("authenticate", { token: tokenOf(ticket.client) });
    const replies = await Promise.all(asked);

    assert.deepEqual(
      replies.map(({ ok }) => ok),
      [...Array(32).fill(true), ...Array(8).fill(false)],
    );
    for (const { error } of replies.slice(32))
      isError(error, "UNAUTHENTICATED", "User not authenticated");
    assert.equal(peer.all("messages_error").length, 8);
    assert.equal(peer.all("messages_loaded").length, 32);
  });

  test("are each answered User not authenticated when none comes", async () => {
    const peer = await connect();
    const events = [
      "join_ticket",
      "get_messages",
      "send_message",
      "leave_ticket",
      "get_online_users",
      "typing_start",
    ];

    const replies = await Promise.all(
      events.map((event) => peer.ask(event, { ticketId: "t", message: "m" })),
    );

    for (const { ok, error } of replies) {
      assert.equal(ok, false);
      isError(error, "UNAUTHENTICATED", "User not authenticated");
    }
    for (const event of ["join_ticket_error", "messages_error", "send_message_error"]) {
      const errors = peer.all(event);
      assert.equal(errors.length, 1, event);
      isError(errors[0], "UNAUTHENTICATED", "User not authenticated");
    }
  });

  test("are each answered User not authenticated when it fails", async () => {
    const ticket = await aTicket();
    const peer = await connect();

    const asked = peer.ask("send_message", { ticketId: ticket.id, message: "not to be stored" });
    peer.emit("authenticate", { token: "not-a-token" });

    const { error } = await asked;
    isError(error, "UNAUTHENTICATED", "User not authenticated");
    await peer.next("authentication_error");
    const owner = await signIn(ticket.client);
    assert.equal((await owner.ask("get_messages", { ticketId: ticket.id })).total, 0);
  });

  test("belong to the user who then authenticates, with its rights", async () => {
    const ticket = await aTicket();
    const peer = await connect();

    const asked = peer.ask("send_message", { ticketId: ticket.id, message: "not mine" });
    peer.emit("authenticate", { token: tokenOf(aClient()) });

    isError((await asked).error, "FORBIDDEN", "Access denied to this ticket");
  });

  test("do no harm, whatever they are", async () => {
    const peer = await connect();
    const odd = [undefined, null, 0, "x", [], {}, { ticketId: {} }, { ticketId: "t", message: 1 }];

    const replies = await Promise.all(
      odd.flatMap((payload) =>
        ["join_ticket", "send_message", "get_messages"].map((event) => peer.ask(event, payload)),
      ),
    );
    const reply = await peer.ask("authenticate", { token: tokenOf(aClient()) });

    for (const { error } of replies) isError(error, "UNAUTHENTICATED", "User not authenticated");
    assert.equal(reply.ok, true);
  });
});
