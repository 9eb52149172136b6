// Typing: to whom it is told, how often, and all the ways in which it ends.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  aConversation,
  aSuperAdmin,
  enter,
  has,
  join,
  range,
  send,
  settle,
  signIn,
} from "./support.mjs";

const told = (peer) =>
  peer.names().filter((name) => name === "user_typing" || name === "user_stopped_typing");

describe("typing", { concurrency: true, timeout: 30_000 }, () => {
  test("is told to the others in the room, not to the typist's own sockets", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();
    const secondTab = await enter(client, ticketId);
    const who = { ticketId, userId: client.id, userName: client.name };

    clientSide.emit("typing_start", { ticketId });
    has(await adminSide.next("user_typing"), who);
    clientSide.emit("typing_stop", { ticketId });
    has(await adminSide.next("user_stopped_typing"), who);

    await settle(adminSide, ticketId, clientSide, secondTab);
    assert.deepEqual([told(clientSide), told(secondTab)], [[], []]);
  });

  test("is told to every other user, super admins among themselves too", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const colleague = await enter(aSuperAdmin(), ticketId);

    adminSide.emit("typing_start", { ticketId });

    await Promise.all([clientSide, colleague].map((peer) => peer.next("user_typing")));
  });

  test("is not told to those who are not in the room", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const outside = await signIn(aSuperAdmin());

    clientSide.emit("typing_start", { ticketId });
    await adminSide.next("user_typing");

    await outside.ask("get_online_users", { ticketId });
    assert.deepEqual(told(outside), []);
  });

  test("from a socket that is not in the room is silently ignored", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();
    const outside = await signIn(client);

    outside.emit("typing_start", { ticketId });
    outside.emit("typing_stop", { ticketId });
    outside.emit("typing_start", { ticketId: "unknown" });
    outside.emit("typing_start", {});
    outside.emit("typing_start");
    await settle(outside, ticketId, adminSide, clientSide);

    assert.deepEqual(told(adminSide), []);
    assert.deepEqual(outside.errors(), []);
  });

  test("is told at most once in 2 seconds per user, whatever the number of keys and tabs", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();
    const secondTab = await enter(client, ticketId);

    for (const tab of [clientSide, secondTab, clientSide, secondTab]) {
      for (const _ of range(1, 10)) tab.emit("typing_start", { ticketId });
    }
    await clientSide.ask("get_online_users", { ticketId });
    await settle(secondTab, ticketId, adminSide);

    assert.equal(adminSide.all("user_typing").length, 1);
  });

  test("is told at most once in 2 seconds, with stops between", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    for (const _ of range(1, 5)) {
      clientSide.emit("typing_start", { ticketId });
      clientSide.emit("typing_stop", { ticketId });
    }
    await settle(clientSide, ticketId, adminSide);

    assert.deepEqual(told(adminSide), ["user_typing", "user_stopped_typing"]);
  });

  test("of one user does not throttle another", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const watching = await enter(aSuperAdmin(), ticketId);

    clientSide.emit("typing_start", { ticketId });
    adminSide.emit("typing_start", { ticketId });

    await watching.count("user_typing", 2);
  });

  test("that goes on is told again, 2 seconds later at the earliest", async (t) => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const letGo = keysEvery(100, clientSide, ticketId, t);

    await adminSide.next("user_typing");
    const first = Date.now();
    await adminSide.next("user_typing");
    const between = Date.now() - first;
    letGo();

    assert.ok(between > 1_500, `${between} ms`);
    assert.deepEqual(told(adminSide), ["user_typing", "user_typing"]);
  });

  test("expires after 5 seconds", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();

    clientSide.emit("typing_start", { ticketId });
    await adminSide.next("user_typing");
    const started = Date.now();
    has(await adminSide.next("user_stopped_typing"), {
      ticketId,
      userId: client.id,
      userName: client.name,
    });

    assert.ok(Date.now() - started > 4_000, `${Date.now() - started} ms`);
    await settle(clientSide, ticketId, adminSide);
    assert.deepEqual(told(adminSide), ["user_typing", "user_stopped_typing"]);
  });

  test("does not expire while it goes on", async (t) => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const letGo = keysEvery(500, clientSide, ticketId, t);

    await adminSide.count("user_typing", 4, 15_000);
    letGo();

    assert.deepEqual(adminSide.all("user_stopped_typing"), []);
  });

  test("ends with a sent message", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    clientSide.emit("typing_start", { ticketId });
    await send(clientSide, ticketId, "what I typed");
    await settle(clientSide, ticketId, adminSide);

    assert.deepEqual(told(adminSide), ["user_typing", "user_stopped_typing"]);
  });

  test("does not end with another's message", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    clientSide.emit("typing_start", { ticketId });
    await adminSide.next("user_typing");
    await settle(adminSide, ticketId, clientSide);

    assert.deepEqual(told(adminSide), ["user_typing"]);
  });

  test("ends with a leave", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    clientSide.emit("typing_start", { ticketId });
    clientSide.emit("leave_ticket", { ticketId });

    await adminSide.next("user_left_ticket");
    await settle(adminSide, ticketId);
    assert.deepEqual(told(adminSide), ["user_typing", "user_stopped_typing"]);
  });

  test("ends with a disconnect", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    clientSide.emit("typing_start", { ticketId });
    await adminSide.next("user_typing");
    clientSide.close();

    await adminSide.next("user_stopped_typing");
  });

  test("may begin again after a leave and a join", async (t) => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    clientSide.emit("typing_start", { ticketId });
    await clientSide.ask("leave_ticket", { ticketId });
    await join(clientSide, ticketId);

    const letGo = keysEvery(200, clientSide, ticketId, t);
    await adminSide.count("user_typing", 2);
    letGo();

    assert.deepEqual(told(adminSide), ["user_typing", "user_stopped_typing", "user_typing"]);
  });
});

/** Types until let go, or until the test ends. */
function keysEvery(milliseconds, peer, ticketId, test) {
  const keys = setInterval(() => peer.emit("typing_start", { ticketId }), milliseconds);
  const letGo = () => clearInterval(keys);
  test.after(letGo);
  return letGo;
}
