// The old HTTP chat: the same conversation through another door.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { aConversation, aTicket, has, http, load, range, send, signIn } from "./support.mjs";

describe("the old HTTP chat", { concurrency: true, timeout: 30_000 }, () => {
  test("posts what sockets see", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();

    const reply = await http("POST", `/api/tickets/${ticketId}/chat`, client, {
      message: "by post 📮",
    });

    assert.ok(reply.status === 200 || reply.status === 201, reply.text);
    const told = (await adminSide.next("new_message")).data;
    has(told, {
      ticketId,
      message: "by post 📮",
      seq: 1,
      senderModel: "Client",
      sender: { _id: client.id },
    });
    assert.deepEqual((await clientSide.next("new_message")).data, told);
    assert.deepEqual((await load(clientSide, ticketId)).messages, [told]);
    assert.ok(reply.text.includes(told._id), reply.text);
  });

  test("shows what sockets sent", async () => {
    const { ticketId, client, adminSide } = await aConversation();
    const message = await send(adminSide, ticketId, "by socket");

    const { status, body } = await http("GET", `/api/tickets/${ticketId}/chat`, client);

    assert.equal(status, 200);
    assert.deepEqual(body.messages, [message]);
    has(body, { total: 1, hasMore: false });
  });

  test("pages as get_messages does", async () => {
    const ticket = await aTicket();
    const peer = await signIn(ticket.client);
    for (const n of range(1, 7)) await send(peer, ticket.id, `m${n}`);

    const get = async (query) =>
      (await http("GET", `/api/tickets/${ticket.id}/chat?${query}`, ticket.client)).body;
    const latest = await get("limit=3");
    const before = await get(`limit=3&before=${latest.nextBefore}`);
    const after = await get(`limit=3&after=${before.messages[0]._id}`);
    const offset = await get("limit=3&offset=1");

    assert.deepEqual(
      [latest, before, after, offset].map(({ messages }) => messages.map(({ seq }) => seq)),
      [
        [5, 6, 7],
        [2, 3, 4],
        [3, 4, 5],
        [2, 3, 4],
      ],
    );
  });

  test("refuses in the same words", async () => {
    const ticket = await aTicket();
    const post = (body) => http("POST", `/api/tickets/${ticket.id}/chat`, ticket.client, body);

    const refusals = [
      [await post({ message: " " }), 400, "INVALID", "Message or at least one file is required"],
      [await post({}), 400, "INVALID", "Message or at least one file is required"],
      [await post({ message: 42 }), 400, "INVALID", "Message must be a string"],
      [
        await post({ message: "m", attachments: "x" }),
        400,
        "INVALID",
        "Attachments must be an array",
      ],
    ];
    for (const [{ status, body }, ...expected] of refusals) {
      assert.deepEqual([status, body.error.code, body.error.message], expected);
    }
    const tooLong = await post({ message: "x".repeat(10_001) });
    assert.deepEqual([tooLong.status, tooLong.body.error.code], [413, "TOO_LARGE"]);
    const nul = await post({ message: "\u0000" });
    assert.deepEqual([nul.status, nul.body.error.code], [400, "INVALID"]);
  });

  test("knows a repeat, also across the two doors", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();
    const request = { message: "once", clientMessageId: "k1" };

    const sent = await send(clientSide, ticketId, request.message, request);
    const again = await http("POST", `/api/tickets/${ticketId}/chat`, client, request);
    const other = await http("POST", `/api/tickets/${ticketId}/chat`, client, {
      ...request,
      message: "other",
    });

    assert.ok(again.status < 300 && again.text.includes(sent._id), again.text);
    assert.deepEqual([other.status, other.body.error.code], [409, "CONFLICT"]);
    const last = await send(adminSide, ticketId, "last");
    await adminSide.next("new_message", ({ data }) => data._id === last._id);
    assert.equal(adminSide.all("new_message").length, 2);
  });

  test("keeps the order of many posts at once", async () => {
    const { ticketId, client, adminSide } = await aConversation();

    await Promise.all(
      range(1, 40).map((n) =>
        http("POST", `/api/tickets/${ticketId}/chat`, client, { message: `m${n}` }),
      ),
    );

    const told = await adminSide.count("new_message", 40);
    assert.deepEqual(
      told.map(({ data }) => data.seq),
      range(1, 40),
    );
  });

  test("ends a user's typing too", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();
    clientSide.emit("typing_start", { ticketId });
    await adminSide.next("user_typing");

    await http("POST", `/api/tickets/${ticketId}/chat`, client, { message: "done" });

    await adminSide.next("user_stopped_typing", () => true, 3_000);
  });
});
