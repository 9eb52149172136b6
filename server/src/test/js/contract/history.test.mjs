// History: pages in all four ways, their bounds, and that a page and the events around it have
// neither gap nor repeat.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import {
  aClient,
  aConversation,
  aSuperAdmin,
  aTicket,
  enter,
  fill,
  has,
  isErrorEvent,
  join,
  load,
  range,
  send,
  signIn,
} from "./support.mjs";

describe("a page of history", { timeout: 60_000 }, () => {
  const stored = [];
  let ticket;
  let peer;

  before(async () => {
    ticket = await aTicket();
    peer = await enter(ticket.client, ticket.id);
    stored.push(
      ...(await fill(
        ticket.client,
        ticket.id,
        range(1, 130).map((n) => `m${n}`),
      )),
    );
  });

  const page = (request) => load(peer, ticket.id, request);

  test("is the latest 50 by default, oldest first", async () => {
    const latest = await page({});

    assert.deepEqual(latest.messages, stored.slice(80));
    has(latest, { ticketId: ticket.id, total: 130, hasMore: true, nextBefore: stored[80]._id });
  });

  test("is the same as an event and as an acknowledgement", async () => {
    peer.forget();

    const { ok, ...reply } = await page({ limit: 3 });

    const { success, ...told } = await peer.next("messages_loaded");
    const { success: inReply, ...rest } = reply;
    assert.deepEqual([ok, success, inReply ?? true], [true, true, true]);
    assert.deepEqual(rest, told);
  });

  test("may hold 1 to 100 messages", async () => {
    assert.deepEqual((await page({ limit: 1 })).messages, stored.slice(-1));
    assert.deepEqual((await page({ limit: 100 })).messages, stored.slice(-100));
  });

  for (const limit of [0, -1, 101, 1e9, 1.5, "ten", {}, []]) {
    test(`has no room for a limit of ${JSON.stringify(limit)}`, async () => {
      const reply = await peer.ask("get_messages", { ticketId: ticket.id, limit });

      assert.equal(reply.error?.code, "INVALID", JSON.stringify(reply).slice(0, 300));
      isErrorEvent(await peer.next("messages_error"));
    });
  }

  test("before a message ends with the one before it", async () => {
    const older = await page({ before: stored[80]._id, limit: 30 });
    const oldest = await page({ before: stored[10]._id, limit: 30 });
    const none = await page({ before: stored[0]._id });

    assert.deepEqual(older.messages, stored.slice(50, 80));
    has(older, { hasMore: true, nextBefore: stored[50]._id });
    assert.deepEqual(oldest.messages, stored.slice(0, 10));
    assert.deepEqual([oldest.hasMore, oldest.nextBefore ?? null], [false, null]);
    assert.deepEqual([none.messages, none.hasMore, none.total], [[], false, 130]);
  });

  test("before exactly as many as there are says that there are no more", async () => {
    const exact = await page({ before: stored[30]._id, limit: 30 });

    assert.deepEqual(exact.messages, stored.slice(0, 30));
    assert.equal(exact.hasMore, false);
  });

  test("walked back by nextBefore shows everything once", async () => {
    const seen = [];
    for (
      let at = await page({ limit: 17 });
      ;
      at = await page({ limit: 17, before: at.nextBefore })
    ) {
      seen.unshift(...at.messages);
      if (!at.hasMore) break;
    }

    assert.deepEqual(seen, stored);
  });

  test("after a message begins with the one after it", async () => {
    const newer = await page({ after: stored[9]._id, limit: 20 });
    const newest = await page({ after: stored[119]._id, limit: 20 });
    const none = await page({ after: stored[129]._id });

    assert.deepEqual(newer.messages, stored.slice(10, 30));
    assert.equal(newer.hasMore, true);
    assert.deepEqual(newest.messages, stored.slice(120));
    assert.equal(newest.hasMore, false);
    assert.deepEqual([none.messages, none.hasMore], [[], false]);
  });

  test("by offset counts from the oldest", async () => {
    const first = await page({ offset: 0, limit: 20 });
    const middle = await page({ offset: 20, limit: 20 });
    const last = await page({ offset: 120, limit: 20 });
    const beyond = await page({ offset: 1000, limit: 20 });

    assert.deepEqual(first.messages, stored.slice(0, 20));
    assert.deepEqual(middle.messages, stored.slice(20, 40));
    assert.deepEqual(last.messages, stored.slice(120));
    assert.deepEqual([first.hasMore, last.hasMore], [true, false]);
    assert.deepEqual([beyond.messages, beyond.total], [[], 130]);
  });

  for (const request of [
    { before: "unknown" },
    { after: "0".repeat(24) },
    { before: 42 },
    { after: {} },
    { offset: -1 },
    { offset: "x" },
  ]) {
    test(`is refused for ${JSON.stringify(request)}`, async () => {
      const reply = await peer.ask("get_messages", { ticketId: ticket.id, ...request });

      assert.equal(reply.error?.code, "INVALID", JSON.stringify(reply).slice(0, 300));
    });
  }

  test("is refused for a message of another ticket", async () => {
    const other = await aTicket({ client: aClient() });
    const foreign = await send(await signIn(other.client), other.id, "elsewhere");

    const reply = await peer.ask("get_messages", { ticketId: ticket.id, before: foreign._id });

    assert.equal(reply.error?.code, "INVALID", JSON.stringify(reply).slice(0, 300));
  });

  test("of a ticket without messages is empty", async () => {
    const empty = await aTicket({ client: ticket.client });

    const nothing = await load(peer, empty.id);

    assert.deepEqual(
      [nothing.messages, nothing.total, nothing.hasMore, nothing.nextBefore ?? null],
      [[], 0, false, null],
    );
  });

  test("needs no join", async () => {
    const outside = await signIn(ticket.client);

    assert.equal((await load(outside, ticket.id, { limit: 5 })).messages.length, 5);
  });
});

describe("history while others write", { timeout: 60_000 }, () => {
  test("has neither gap nor repeat: the newest page holds what was told before, events bring the rest", async () => {
    const ticket = await aTicket();
    const writers = await Promise.all(Array.from({ length: 5 }, () => signIn(aSuperAdmin())));
    const each = 60;
    const total = each * writers.length;
    const writing = Promise.all(writers.map((writer) => write(writer, each)));

    const readers = [];
    for (let n = 0; n < 8; n++) readers.push(await read());
    await writing;

    for (const { peer, page, toldBefore } of readers) {
      const upTo = page.messages.at(-1)?.seq ?? 0;
      const from = peer.all("new_message")[0]?.data.seq ?? total + 1;
      const told = (await peer.count("new_message", total - from + 1)).map(({ data }) => data.seq);
      assert.deepEqual(
        told.slice(0, toldBefore).filter((seq) => seq > upTo),
        [],
        "told, but not in the page",
      );
      assert.deepEqual(told.slice(toldBefore), range(upTo + 1, total), "told after the page");
      assert.deepEqual(
        page.messages.map(({ seq }) => seq),
        range(Math.max(1, upTo - 99), upTo),
        "in the page",
      );
    }

    async function write(writer, many) {
      for (let n = 0; n < many; n++) await send(writer, ticket.id, `message ${n}`);
    }

    async function read() {
      const peer = await signIn(ticket.client);
      await join(peer, ticket.id);
      let toldBefore;
      peer.socket.once("messages_loaded", () => (toldBefore = peer.all("new_message").length));
      const page = await load(peer, ticket.id, { limit: 100 });
      return { peer, page, toldBefore };
    }
  });

  test("walked back at the same time shows everything once", async () => {
    const { ticketId, client, clientSide, admin } = await aConversation();
    await fill(
      client,
      ticketId,
      range(1, 120).map((n) => `before ${n}`),
    );

    const writing = fill(
      admin,
      ticketId,
      range(1, 120).map((n) => `during ${n}`),
    );
    const seen = [];
    for (let at = await load(clientSide, ticketId, { limit: 10 }); ;) {
      seen.unshift(...at.messages.map(({ seq }) => seq));
      if (!at.hasMore) break;
      at = await load(clientSide, ticketId, { limit: 10, before: at.nextBefore });
    }
    await writing;

    assert.deepEqual(seen, range(1, seen.length));
    assert.ok(seen.length >= 120, String(seen.length));
  });
});
