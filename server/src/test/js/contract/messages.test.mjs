// Messages: what is kept, the order that all see, and what a repeat does.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  aClient,
  aConversation,
  aSuperAdmin,
  aTicket,
  enter,
  has,
  isRefused,
  join,
  load,
  range,
  send,
  settle,
  signIn,
} from "./support.mjs";

describe("a message", { concurrency: true, timeout: 30_000 }, () => {
  test("is told to all in the room and to its sender, once to each socket", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();
    const secondTab = await enter(client, ticketId);

    const message = await send(clientSide, ticketId, "hello");
    await settle(adminSide, ticketId, clientSide, secondTab);

    for (const peer of [clientSide, secondTab, adminSide]) {
      const [told, ...more] = peer
        .all("new_message")
        .filter(({ data }) => data._id === message._id);
      assert.deepEqual([told.data, told.success, more], [message, true, []]);
    }
  });

  test("has these fields and no others", async () => {
    const { ticketId, clientSide } = await aConversation();

    const message = await send(clientSide, ticketId, "hello", { clientMessageId: "key", id: 7 });

    const fields = [
      "_id",
      "attachments",
      "createdAt",
      "message",
      "sender",
      "senderModel",
      "seq",
      "ticketId",
    ];
    assert.deepEqual(Object.keys(message).sort(), fields);
    assert.deepEqual((await load(clientSide, ticketId)).messages, [message]);
  });

  test("has an _id that grows, a seq without gaps, and a createdAt that never decreases", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const started = Date.now();

    const messages = [];
    for (let i = 0; i < 20; i++)
      messages.push(await send(i % 3 ? clientSide : adminSide, ticketId, `message ${i}`));

    const ids = messages.map(({ _id }) => _id);
    const times = messages.map(({ createdAt }) => createdAt);
    for (const id of ids) assert.match(id, /^[0-9a-f]{24}$/);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    assert.deepEqual(times, [...times].sort());
    assert.deepEqual(
      messages.map(({ seq }) => seq),
      range(1, 20),
    );
    assert.ok(Math.abs(Date.parse(times[0]) - started) < 10_000, times[0]);
  });

  test("names the company of a client only", async () => {
    const withCompany = await aTicket({ client: aClient({ company: "ACME" }) });
    const without = await aTicket({ client: aClient({ company: undefined }) });
    const admin = await signIn(aSuperAdmin({ company: "Us" }));

    const ofAcme = await send(await signIn(withCompany.client), withCompany.id, "one");
    const ofNobody = await send(await signIn(without.client), without.id, "two");
    const ofAdmin = await send(admin, without.id, "three");

    assert.equal(ofAcme.sender.company, "ACME");
    assert.ok(!("company" in ofNobody.sender));
    assert.ok(!("company" in ofAdmin.sender));
  });

  test("reaches a ticket that is closed", async () => {
    for (const status of ["in-progress", "resolved", "closed", "canceled"]) {
      const ticket = await aTicket({ status });
      await send(await signIn(ticket.client), ticket.id, `still here when ${status}`);
    }
  });

  test("does not reach those in other tickets", async () => {
    const { ticketId, clientSide } = await aConversation();
    const elsewhere = await aConversation();

    await send(clientSide, ticketId, "only here");
    await settle(elsewhere.adminSide, elsewhere.ticketId, elsewhere.clientSide);

    assert.equal(elsewhere.clientSide.all("new_message").length, 1);
  });
});

describe("the text of a message", { concurrency: true, timeout: 30_000 }, () => {
  const texts = {
    "emoji, also composed ones": "👍 👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👋🏽",
    "combining characters, not normalised": "e\u0301 \u00e9 a\u0308\u0323 \u1100\u1161",
    "right-to-left text with marks": "\u202eשלום\u202c مرحبا \u200f(1)\u200e",
    HTML: "<script>alert('x')</script><b>&amp; &lt;</b>",
    "quotes and backslashes": "\"double\" 'single' `back` \\ \\n \\u0041 %00 ${x} {{y}}",
    "newlines and tabs": "one\ntwo\r\nthree\r\tfour\u2028five\u2029six",
    "spaces around": "  \n kept \t ",
    "control characters": "bell \u0007 escape \u001b[31m delete \u007f next \u0085",
    "text that looks like JSON or a packet": '42["new_message",{"x":1}]\u001e0{}',
    SQL: "'; DROP TABLE messages; --",
    "characters beyond the first plane": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🜁 \u{10ffff}",
    "non-characters and the byte order mark": "\ufeff \ufffe \uffff \ufffd",
    zero: "0",
  };
  for (const [what, text] of Object.entries(texts)) {
    test(`is kept exactly: ${what}`, async () => {
      const { ticketId, clientSide, adminSide } = await aConversation();

      const sent = await send(clientSide, ticketId, text);

      const told = await adminSide.next("new_message");
      const { messages } = await load(adminSide, ticketId);
      assert.deepEqual([sent.message, told.data.message, messages[0].message], [text, text, text]);
    });
  }

  test("may have 10,000 characters", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    for (const text of [
      "x".repeat(10_000),
      "ж".repeat(10_000),
      "界".repeat(10_000),
      "😀".repeat(5_000),
    ]) {
      await send(clientSide, ticketId, text);
      assert.equal((await adminSide.next("new_message")).data.message, text);
    }
  });

  test("may not have 10,001", async () => {
    const { ticketId, clientSide } = await aConversation();

    const reply = await clientSide.ask("send_message", { ticketId, message: "x".repeat(10_001) });

    assert.equal(reply.ok, false);
    assert.equal(reply.error.code, "TOO_LARGE");
    assert.match(reply.error.message, /10,?000/);
    assert.equal((await load(clientSide, ticketId)).total, 0);
  });

  const unsound = {
    "a NUL": "a\u0000b",
    "a lone high surrogate": "a\ud83d",
    "a lone low surrogate": "\ude00b",
    "surrogates in the wrong order": "\ude00\ud83d",
  };
  for (const [what, message] of Object.entries(unsound)) {
    test(`is refused with ${what}`, async () => {
      const { ticketId, clientSide } = await aConversation();

      const reply = await clientSide.ask("send_message", { ticketId, message });

      assert.equal(reply.error?.code, "INVALID", JSON.stringify(reply));
      assert.equal((await load(clientSide, ticketId)).total, 0);
    });
  }

  for (const message of ["", " ", "\n\t ", "\u3000\u2003", undefined, null]) {
    test(`is required: not ${JSON.stringify(message)}`, async () => {
      const { ticketId, clientSide } = await aConversation();

      await isRefused(
        clientSide,
        "send_message",
        { ticketId, message },
        "send_message_error",
        "INVALID",
        "Message or at least one file is required",
      );
    });
  }

  for (const message of [42, true, {}, ["text"], { toString: "x" }]) {
    test(`must be a string: not ${JSON.stringify(message)}`, async () => {
      const { ticketId, clientSide } = await aConversation();

      const request = { ticketId, message };
      await isRefused(
        clientSide,
        "send_message",
        request,
        "send_message_error",
        "INVALID",
        "Message must be a string",
      );
    });
  }

  for (const attachments of ["files", 42, {}, true]) {
    test(`comes with an array of attachments: not ${JSON.stringify(attachments)}`, async () => {
      const { ticketId, clientSide } = await aConversation();

      const request = { ticketId, message: "text", attachments };
      await isRefused(
        clientSide,
        "send_message",
        request,
        "send_message_error",
        "INVALID",
        "Attachments must be an array",
      );
    });
  }

  test("may come with no attachments, however that is said", async () => {
    const { ticketId, clientSide } = await aConversation();

    for (const attachments of [[], undefined, null]) {
      assert.deepEqual((await send(clientSide, ticketId, "text", { attachments })).attachments, []);
    }
  });
});

describe("a failed send", { concurrency: true, timeout: 30_000 }, () => {
  test("names the request in its error", async () => {
    const { clientSide } = await aConversation();

    clientSide.emit("send_message", {
      ticketId: "unknown",
      message: "m",
      clientMessageId: "key",
      id: "local-7",
    });

    has(await clientSide.next("send_message_error"), {
      success: false,
      code: "FORBIDDEN",
      ticketId: "unknown",
      clientMessageId: "key",
      id: "local-7",
    });
  });

  test("leaves out of its error what the request left out", async () => {
    const { clientSide } = await aConversation();

    clientSide.emit("send_message", { ticketId: "unknown", message: "m" });

    const error = await clientSide.next("send_message_error");
    assert.deepEqual(Object.keys(error).sort(), ["code", "message", "success", "ticketId"]);
  });
});

describe("the order of messages", { timeout: 60_000 }, () => {
  test("is one for all: 20 send at once, every member sees 1 to n once, as history has it", async () => {
    const ticket = await aTicket();
    const users = [ticket.client, ...Array.from({ length: 19 }, () => aSuperAdmin())];
    const peers = await Promise.all(users.map((user) => enter(user, ticket.id)));
    const each = 15;
    const total = each * peers.length;

    await Promise.all(
      peers.flatMap((peer, who) =>
        range(1, each).map((n) =>
          peer.ask("send_message", { ticketId: ticket.id, message: `${who}:${n}` }),
        ),
      ),
    );
    const views = await Promise.all(peers.map((peer) => peer.count("new_message", total)));

    const history = await everything(peers[0], ticket.id);
    assert.deepEqual(
      history.map(({ seq }) => seq),
      range(1, total),
    );
    for (const view of views)
      assert.deepEqual(
        view.map(({ data }) => data),
        history,
      );
  });

  test("keeps that of each sender", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    for (const n of range(1, 100)) {
      clientSide.emit("send_message", { ticketId, message: `client ${n}` });
      adminSide.emit("send_message", { ticketId, message: `admin ${n}` });
    }
    const told = (await clientSide.count("new_message", 200)).map(({ data }) => data.message);

    for (const who of ["client", "admin"]) {
      const own = told.filter((text) => text.startsWith(who));
      assert.deepEqual(
        own,
        range(1, 100).map((n) => `${who} ${n}`),
      );
    }
  });

  test("has the acknowledgement agree with what was told", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();

    const replies = await Promise.all(
      range(1, 50).map((n) =>
        (n % 2 ? clientSide : adminSide).ask("send_message", { ticketId, message: `m${n}` }),
      ),
    );
    const told = (await clientSide.count("new_message", 50)).map(({ data }) => data);

    const acknowledged = replies
      .map(({ message }) => message)
      .sort((one, other) => one.seq - other.seq);
    assert.deepEqual(acknowledged, told);
  });
});

describe("a repeated clientMessageId", { concurrency: true, timeout: 30_000 }, () => {
  test("stores nothing and answers the sending socket with the stored message", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const first = await send(clientSide, ticketId, "once", { clientMessageId: "k1" });
    await clientSide.next("new_message");

    const again = await send(clientSide, ticketId, "once", { clientMessageId: "k1" });

    assert.deepEqual(again, first);
    assert.deepEqual((await clientSide.next("new_message")).data, first);
    await settle(adminSide, ticketId, clientSide);
    assert.deepEqual(
      adminSide.all("new_message").map(({ data }) => data.seq),
      [1, 2],
    );
    assert.equal((await load(clientSide, ticketId)).total, 2);
  });

  test("counts from another socket of the sender too, also at the same moment", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();
    const secondTab = await enter(client, ticketId);

    const sent = await Promise.all(
      range(1, 10).map((n) =>
        send(n % 2 ? clientSide : secondTab, ticketId, "once", { clientMessageId: "k1" }),
      ),
    );

    assert.equal(new Set(sent.map(({ _id }) => _id)).size, 1);
    await settle(adminSide, ticketId);
    assert.equal(adminSide.all("new_message").length, 2);
  });

  test("counts after a lost connection", async () => {
    const { ticketId, client, clientSide } = await aConversation();
    const first = await send(clientSide, ticketId, "once", { clientMessageId: "k1" });

    clientSide.close();
    const comeBack = await enter(client, ticketId);

    assert.deepEqual(await send(comeBack, ticketId, "once", { clientMessageId: "k1" }), first);
  });

  test("with other content is a conflict", async () => {
    const { ticketId, clientSide } = await aConversation();
    const first = await send(clientSide, ticketId, "once", { clientMessageId: "k1" });

    const reply = await clientSide.ask("send_message", {
      ticketId,
      message: "other",
      clientMessageId: "k1",
    });

    assert.equal(reply.error?.code, "CONFLICT", JSON.stringify(reply));
    has(await clientSide.next("send_message_error"), {
      code: "CONFLICT",
      clientMessageId: "k1",
      ticketId,
    });
    assert.deepEqual((await load(clientSide, ticketId)).messages, [first]);
  });

  test("of another sender or in another ticket is another message", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();
    const elsewhere = await aTicket({ client });

    const sent = [
      await send(clientSide, ticketId, "mine", { clientMessageId: "k1" }),
      await send(adminSide, ticketId, "theirs", { clientMessageId: "k1" }),
      await send(clientSide, elsewhere.id, "there", { clientMessageId: "k1" }),
    ];

    assert.equal(new Set(sent.map(({ _id }) => _id)).size, 3);
  });
});

describe(
  "a repeated id, as the document's retry sample sends it",
  { concurrency: true, timeout: 30_000 },
  () => {
    test("with the same content stores nothing", async () => {
      const { ticketId, clientSide, adminSide } = await aConversation();

      for (const id of [1, "local-1"]) {
        const first = await send(clientSide, ticketId, `with ${id}`, { id });
        assert.deepEqual(await send(clientSide, ticketId, `with ${id}`, { id }), first);
      }

      await settle(adminSide, ticketId);
      assert.equal(adminSide.all("new_message").length, 3);
    });

    test("with other content is another message: it may be a counter that restarted", async () => {
      const { ticketId, clientSide } = await aConversation();

      const first = await send(clientSide, ticketId, "one", { id: 1 });
      const second = await send(clientSide, ticketId, "two", { id: 1 });

      assert.deepEqual([first.seq, second.seq], [1, 2]);
    });

    test("answers the sending socket with the stored message, and nobody else", async () => {
      const { ticketId, clientSide, adminSide } = await aConversation();
      const first = await send(clientSide, ticketId, "one", { id: 1 });
      await clientSide.next("new_message");

      clientSide.emit("send_message", { ticketId, message: "one", id: 1 });

      assert.deepEqual((await clientSide.next("new_message")).data, first);
      await settle(clientSide, ticketId, adminSide);
      assert.equal(adminSide.all("new_message").length, 2);
    });

    test("is not needed: the same text without one is another message", async () => {
      const { ticketId, clientSide } = await aConversation();

      const [first, second] = [
        await send(clientSide, ticketId, "same"),
        await send(clientSide, ticketId, "same"),
      ];

      assert.notEqual(first._id, second._id);
    });
  },
);

describe("a message and a late join", { timeout: 30_000 }, () => {
  test("what was sent before is in the history, what comes later is told", async () => {
    const ticket = await aTicket();
    const admin = await enter(aSuperAdmin(), ticket.id);
    const before = await send(admin, ticket.id, "before");
    const peer = await signIn(ticket.client);

    await join(peer, ticket.id);
    const after = await send(admin, ticket.id, "after");

    assert.deepEqual((await peer.next("new_message")).data, after);
    assert.deepEqual((await load(peer, ticket.id)).messages, [before, after]);
    assert.equal(peer.all("new_message").length, 1);
  });
});

async function everything(peer, ticketId) {
  const messages = [];
  for (let page = await load(peer, ticketId, { limit: 100 }); ;) {
    messages.unshift(...page.messages);
    if (!page.hasMore) return messages;
    page = await load(peer, ticketId, { limit: 100, before: page.nextBefore });
  }
}
