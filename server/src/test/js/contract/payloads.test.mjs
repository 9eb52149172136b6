// Bad payloads: every event with everything that is not what it expects. The socket lives, and the
// next event works.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  aClient,
  aConversation,
  aTicket,
  connect,
  isErrorEvent,
  isSoundError,
  load,
  send,
  signIn,
  tokenOf,
} from "./support.mjs";

const EVENTS = [
  "authenticate",
  "join_ticket",
  "leave_ticket",
  "get_messages",
  "send_message",
  "typing_start",
  "typing_stop",
  "get_online_users",
  "upload_start",
  "upload_chunk",
  "upload_finish",
  "upload_cancel",
  "ping",
];

/** Odd payloads, each a list of arguments; `t` is a ticket that is there. */
function oddPayloads(t) {
  const nested = JSON.parse(`${"[".repeat(60)}1${"]".repeat(60)}`);
  return {
    nothing: [],
    null: [null],
    true: [true],
    false: [false],
    zero: [0],
    "a negative number": [-1],
    "a fraction": [1.5],
    "a huge number": [1e308],
    "an empty string": [""],
    "a string": ["text"],
    "the ticket as a string": [t],
    "a long string": ["x".repeat(100_000)],
    "an empty array": [[]],
    "an array": [[{ ticketId: t, message: "m" }]],
    "nested arrays": [nested],
    "an empty object": [{}],
    "an object of other things": [{ a: 1, b: { c: [2] } }],
    bytes: [Buffer.from("bytes")],
    "two arguments": [{ ticketId: 1 }, { ticketId: 2 }],
    "many arguments": [1, "2", null, [], {}, true],
    "ticketId null": [{ ticketId: null, message: "m" }],
    "ticketId empty": [{ ticketId: "", message: "m" }],
    "ticketId blank": [{ ticketId: "  ", message: "m" }],
    "ticketId true": [{ ticketId: true, message: "m" }],
    "ticketId an array": [{ ticketId: [t], message: "m" }],
    "ticketId an object": [{ ticketId: { toString: t, $ne: null }, message: "m" }],
    "ticketId negative": [{ ticketId: -1, message: "m" }],
    "ticketId a fraction": [{ ticketId: 1.5, message: "m" }],
    "ticketId out of range": [{ ticketId: 1e300, message: "m" }],
    "ticketId bytes": [{ ticketId: Buffer.from(t), message: "m" }],
    "ticketId too long": [{ ticketId: "x".repeat(65), message: "m" }],
    "ticketId far too long": [{ ticketId: "x".repeat(50_000), message: "m" }],
    "ticketId a path": [{ ticketId: "../../etc/passwd", message: "m" }],
    "ticketId SQL": [{ ticketId: "' OR 1=1 --", message: "m" }],
    "ticketId with a NUL": [{ ticketId: `${t}\u0000`, message: "m" }],
    "ticketId with a line break": [{ ticketId: `${t}\n`, message: "m" }],
    "ticketId a lone surrogate": [{ ticketId: "\ud800", message: "m" }],
    "ticketId of emoji": [{ ticketId: "🔥", message: "m" }],
    "ticketId called __proto__": [{ ticketId: "__proto__", message: "m" }],
    "a __proto__ field": [JSON.parse(`{"__proto__":{"ticketId":"${t}"},"message":"m"}`)],
    "message missing": [{ ticketId: t }],
    "message a number": [{ ticketId: t, message: 42 }],
    "message an object": [{ ticketId: t, message: { text: "m" } }],
    "message bytes": [{ ticketId: t, message: Buffer.from("m") }],
    "message with a NUL": [{ ticketId: t, message: "\u0000" }],
    "attachments a string": [{ ticketId: t, message: "m", attachments: "x" }],
    "attachments an object": [{ ticketId: t, message: "m", attachments: { length: 1 } }],
    "clientMessageId an object": [{ ticketId: t, message: "m", clientMessageId: {} }],
    "clientMessageId an array": [{ ticketId: t, message: "m", clientMessageId: [1] }],
    "clientMessageId far too long": [
      { ticketId: t, message: "m", clientMessageId: "x".repeat(10_000) },
    ],
    "clientMessageId with a NUL": [{ ticketId: t, message: "m", clientMessageId: "\u0000" }],
    "id an object": [{ ticketId: t, message: "m", id: {} }],
    "id far too long": [{ ticketId: t, message: "m", id: "x".repeat(10_000) }],
    "limit text": [{ ticketId: t, message: "m", limit: "many" }],
    "limit out of range": [{ ticketId: t, message: "m", limit: 1e300 }],
    "before an object": [{ ticketId: t, message: "m", before: {} }],
    "offset out of range": [{ ticketId: t, message: "m", offset: 1e300 }],
    "uploadId a number": [{ ticketId: t, uploadId: 42 }],
    "uploadId unknown": [{ ticketId: t, uploadId: "u", name: "n", size: 1, offset: 0, data: "AA" }],
    "size out of range": [{ ticketId: t, message: "m", name: "n", size: 1e300 }],
    "token a number": [{ token: 42 }],
    "token an object": [{ token: {} }],
    "token an array": [{ token: ["a.b.c"] }],
    "token long": [{ token: `a.${"x".repeat(50_000)}.c` }],
    "token with a NUL": [{ token: "a\u0000.b.c" }],
    "token blank": [{ token: "   " }],
  };
}

describe("an odd payload", { concurrency: true, timeout: 60_000 }, () => {
  for (const event of EVENTS) {
    test(`of ${event} is answered once, with and without an acknowledgement, and the socket lives`, async () => {
      const { ticketId, clientSide: peer } = await aConversation();

      for (const [what, args] of Object.entries(oddPayloads(ticketId))) {
        const acknowledged = await errorsOf(peer, ticketId, () => peer.ask(event, ...args));
        const alone = await errorsOf(
          peer,
          ticketId,
          () => peer.emit(event, ...args),
          acknowledged.errors.map(([name]) => name),
        );
        const label = `${event} with ${what}: ${JSON.stringify(acknowledged)}`;

        assert.equal(typeof acknowledged.reply?.ok, "boolean", label);
        if (!acknowledged.reply.ok) isSoundError(acknowledged.reply.error);
        if (!event.startsWith("typing"))
          assert.equal(acknowledged.errors.length, acknowledged.reply.ok ? 0 : 1, label);
        assert.deepEqual(
          names(alone.errors),
          names(acknowledged.errors),
          `${label}, and alone: ${JSON.stringify(alone)}`,
        );
        for (const [, error] of acknowledged.errors) {
          isErrorEvent(error);
          assert.deepEqual(
            [error.code, error.message],
            [acknowledged.reply.error.code, acknowledged.reply.error.message],
          );
        }
      }

      assert.deepEqual(peer.all("disconnect"), []);
      await send(peer, ticketId, "the next valid event works");
    });
  }

  for (const transports of [["websocket"], ["polling"]]) {
    test(`of almost a megabyte over ${transports} is refused, and the socket lives`, async () => {
      const { ticketId, clientSide } = await aConversation({ transports });

      const reply = await clientSide.ask("send_message", {
        ticketId,
        message: "x".repeat(900_000),
      });

      isSoundError(reply.error);
      await send(clientSide, ticketId, "the next valid event works");
      assert.deepEqual([clientSide.errors().length, clientSide.all("disconnect")], [1, []]);
    });
  }

  test("is no message", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    for (const event of [
      "new_message",
      "message",
      "user_typing",
      "joined_ticket",
      "authenticated",
      "ticket_created",
    ]) {
      clientSide.emit(event, { ticketId, data: { ticketId, message: "forged" } });
    }
    for (const event of [
      "",
      "unknown",
      "__proto__",
      "constructor",
      "toString",
      "x".repeat(10_000),
    ]) {
      clientSide.emit(event, { ticketId });
    }
    await send(clientSide, ticketId, "real");

    const { data } = await adminSide.next("new_message");
    assert.equal(data.message, "real");
    assert.deepEqual(
      [adminSide.all("user_typing"), adminSide.all("joined_ticket").length],
      [[], 1],
    );
    assert.deepEqual(clientSide.all("disconnect"), []);
  });

  test("does not weaken who one is", async () => {
    const foreign = await aTicket();
    const peer = await signIn(aClient());
    const claims = {
      userId: foreign.client.id,
      sender: { _id: foreign.client.id },
      user: foreign.client,
      type: "superadmin",
    };

    for (const event of ["join_ticket", "get_messages", "send_message"]) {
      const reply = await peer.ask(event, { ticketId: foreign.id, message: "m", ...claims });
      assert.equal(reply.error?.code, "FORBIDDEN", JSON.stringify(reply));
    }
  });

  test("does not set what only the server sets", async () => {
    const { ticketId, client, clientSide } = await aConversation();
    const forged = {
      _id: "f".repeat(24),
      seq: 99,
      createdAt: "2000-01-01T00:00:00.000Z",
      senderModel: "SuperAdmin",
    };

    const message = await send(clientSide, ticketId, "mine", {
      ...forged,
      sender: { _id: "other" },
    });

    assert.equal(message.seq, 1);
    assert.equal(message.senderModel, "Client");
    assert.equal(message.sender._id, client.id);
    assert.notEqual(message._id, forged._id);
    assert.notEqual(message.createdAt, forged.createdAt);
  });

  test("of an authenticate leaves an authenticated socket as it is", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    for (const args of [[], [null], [{ token: "bad" }], [{ token: 42 }]])
      clientSide.emit("authenticate", ...args);
    await clientSide.count("authentication_error", 4);
    const { _id } = await send(adminSide, ticketId, "still here?");

    await clientSide.next("new_message", ({ data }) => data._id === _id);
    assert.equal((await load(clientSide, ticketId)).total, 1);
  });

  test("before the authentication does not keep one from it", async () => {
    const peer = await connect();

    for (const args of [[], [null], [42], [{ token: {} }], [Buffer.from("x")]])
      peer.emit("authenticate", ...args);
    const reply = await peer.ask("authenticate", { token: tokenOf(aClient()) });

    assert.equal(reply.ok, true, JSON.stringify(reply));
    assert.equal(peer.all("authentication_error").length, 5);
  });
});

/** What an action brings in errors, up to the answer of a request that is valid. */
async function errorsOf(peer, ticketId, action, expected = []) {
  const before = peer.errors().length;
  const told = expected.map((name) => [name, peer.all(name).length + 1]);
  const reply = await action();
  const valid = await peer.ask("get_messages", { ticketId, limit: 1 });
  assert.equal(valid.ok, true, `the next valid event: ${JSON.stringify(valid)}`);
  // What takes long is answered out of turn.
  for (const [name, many] of told) await peer.count(name, many);
  return { reply, errors: peer.errors().slice(before) };
}

function names(errors) {
  return errors.map(([name, { code, message }]) => [name, code, message]);
}
