// Limits: a server that has them says so and recovers; one that has them off does not.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import {
  aClient,
  aSuperAdmin,
  aTicket,
  connect,
  desk,
  enter,
  http,
  isError,
  isErrorEvent,
  join,
  load,
  open,
  range,
  send,
  server,
  signIn,
  tokenOf,
  unique,
} from "./support.mjs";

const limited = { url: server.limitedUrl };
/** A timer of Node may be a millisecond early. */
const TIMER_SLACK = 2;
const TOO_FAST = ["RATE_LIMITED", "Rate limit exceeded. Please slow down."];

async function aLimitedTicket() {
  const client = aClient();
  const id = unique("ticket");
  // Another super admin each time: the desk would be too fast too.
  const admin = aSuperAdmin();
  const reply = await http(
    "PUT",
    `/api/tickets/${id}`,
    admin,
    { clientId: client.id, title: "Limited" },
    limited,
  );
  assert.ok(reply.status < 300, reply.text);
  return { id, client, admin };
}

/** Sends so many messages at once, and returns the replies. */
function burst(tabs, ticketId, many) {
  return Promise.all(
    range(1, many).map((n) =>
      tabs[n % tabs.length].ask("send_message", { ticketId, message: `m${n}` }),
    ),
  );
}

/** Several sockets of a user, so that many messages are on their way at the same time. */
function tabsOf(user) {
  return Promise.all(range(1, 5).map(() => signIn(user, limited)));
}

const passed = (replies) => replies.filter(({ ok }) => ok).length;

describe("messages, with limits on", { concurrency: true, timeout: 60_000 }, () => {
  test("are limited after a burst of 30, each with one error that says when to try again", async () => {
    const ticket = await aLimitedTicket();
    const tabs = await tabsOf(ticket.client);
    const started = Date.now();

    const replies = await burst(tabs, ticket.id, 100);

    const seconds = (Date.now() - started) / 1000;
    const refused = replies.filter(({ ok }) => !ok);
    assert.ok(passed(replies) >= 30, `${passed(replies)} passed`);
    assert.ok(passed(replies) <= 31 + 10 * seconds, `${passed(replies)} passed in ${seconds} s`);
    for (const { error } of refused) {
      isError(error, ...TOO_FAST);
      assert.ok(error.retryAfterMs > 0 && error.retryAfterMs <= 60_000, String(error.retryAfterMs));
    }
    const told = tabs.flatMap((tab) => tab.all("send_message_error"));
    assert.equal(told.length, refused.length);
    for (const error of told) isErrorEvent(error);
    assert.equal((await load(tabs[0], ticket.id)).total, passed(replies));
  });

  test("pass again after the time that the error named", async () => {
    const ticket = await aLimitedTicket();
    const [tab, ...tabs] = await tabsOf(ticket.client);
    await burst(tabs, ticket.id, 60);
    let last;
    do {
      last = (await burst([tab], ticket.id, 20)).at(-1);
    } while (last.ok);

    await delay(last.error.retryAfterMs + TIMER_SLACK);

    await send(tab, ticket.id, "patience");
  });

  test("of two sockets of one user share one budget", async () => {
    const ticket = await aLimitedTicket();
    const [one, other] = [await tabsOf(ticket.client), await signIn(ticket.client, limited)];
    const started = Date.now();

    const replies = await burst(one, ticket.id, 60);
    const more = await burst([other], ticket.id, 30);

    const most = 31 + (10 * (Date.now() - started)) / 1000;
    assert.ok(passed(more) < 30, "the other socket had a burst of its own");
    assert.ok(
      passed([...replies, ...more]) <= most,
      `${passed([...replies, ...more])} of at most ${most}`,
    );
  });

  test("over HTTP count too, and are refused with 429", async () => {
    const ticket = await aLimitedTicket();

    const replies = await Promise.all(
      range(1, 80).map(() =>
        http("POST", `/api/tickets/${ticket.id}/chat`, ticket.client, { message: "m" }, limited),
      ),
    );

    const refused = replies.find(({ status }) => status === 429);
    assert.ok(refused, replies.map(({ status }) => status).join());
    isError(refused.body.error, ...TOO_FAST);
    assert.ok(refused.body.error.retryAfterMs > 0);
  });

  test("of one user do not slow another", async () => {
    const ticket = await aLimitedTicket();
    const [greedy, modest] = [await tabsOf(ticket.client), await signIn(ticket.admin, limited)];
    await burst(greedy, ticket.id, 60);

    await send(modest, ticket.id, "my first");
  });

  test("that were refused may be sent again with the same clientMessageId", async () => {
    const ticket = await aLimitedTicket();
    const peer = await signIn(ticket.client, limited);
    await burst([peer], ticket.id, 40);
    const request = { ticketId: ticket.id, message: "mine", clientMessageId: "k1" };

    let reply = await peer.ask("send_message", request);
    for (let tries = 0; !reply.ok && tries < 20; tries++) {
      await delay(reply.error.retryAfterMs);
      reply = await peer.ask("send_message", request);
    }

    assert.equal(reply.ok, true, JSON.stringify(reply));
  });
});

describe("other events, with limits on", { concurrency: true, timeout: 60_000 }, () => {
  test("are limited after a burst of 100, and the socket lives", async () => {
    const ticket = await aLimitedTicket();
    const peer = await signIn(ticket.client, limited);

    const replies = await Promise.all(
      range(1, 400).map(() => peer.ask("get_messages", { ticketId: ticket.id, limit: 1 })),
    );

    const refused = replies.filter(({ ok }) => !ok);
    assert.ok(passed(replies) >= 90, `${passed(replies)} passed`);
    assert.ok(refused.length > 0, "none was refused");
    for (const { error } of refused) isError(error, ...TOO_FAST);
    assert.equal(peer.all("messages_error").length, refused.length);
    await delay(refused.at(-1).error.retryAfterMs);
    await join(peer, ticket.id);
  });

  test("of typing are dropped without a word, and the socket lives", async () => {
    const ticket = await aLimitedTicket();
    const peer = await enter(ticket.client, ticket.id, limited);
    const watching = await enter(ticket.admin, ticket.id, limited);

    for (const _ of range(1, 300)) peer.emit("typing_start", { ticketId: ticket.id });
    const { _id } = await send(peer, ticket.id, "done typing");

    await watching.next("new_message", ({ data }) => data._id === _id);
    assert.deepEqual(peer.errors(), []);
  });

  test("do not use up what messages may", async () => {
    const ticket = await aLimitedTicket();
    const peer = await signIn(ticket.client, limited);
    await Promise.all(
      range(1, 200).map(() => peer.ask("get_messages", { ticketId: ticket.id, limit: 1 })),
    );

    await send(peer, ticket.id, "still mine");
  });
});

describe("connections, with limits on", { timeout: 60_000 }, () => {
  test("are 100 per user; one more is told so, and has its place when another goes", async () => {
    const user = aClient();
    const token = tokenOf(user);
    const inside = await Promise.all(range(1, 100).map(() => signIn(user, limited)));

    const extra = await connect({ ...limited, reconnection: false });
    const refused = await extra.ask("authenticate", { token });
    assert.equal(refused.ok, false, "the 101st was let in");
    isErrorEvent(await extra.next("authentication_error"));
    await signIn(aClient(), limited);

    inside.pop().close();
    let reply;
    for (let tries = 0; !reply?.ok && tries < 50; tries++) {
      const next = await connect(limited);
      reply = await next.ask("authenticate", { token });
      if (!reply.ok) await delay(100);
    }
    assert.equal(reply.ok, true, JSON.stringify(reply));
    for (const peer of inside) peer.close();
  });
});

describe("failed authentications, with limits on", { timeout: 60_000 }, () => {
  // The last of this file: after it, this address has failed often enough for a while.
  test("are 10 per minute and address, in the handshake and by event alike", async () => {
    const peer = await connect(limited);

    const codes = [];
    for (const _ of range(1, 15))
      codes.push((await peer.ask("authenticate", { token: "bad" })).error);

    isError(codes[0], "UNAUTHENTICATED", "Invalid token");
    isError(codes.at(-1), ...TOO_FAST);
    assert.ok(codes.at(-1).retryAfterMs > 0);
    const error = await open({ ...limited, auth: { token: "bad" } }).next("connect_error");
    assert.equal(error.message, TOO_FAST[1]);
  });
});

describe("with limits off", { timeout: 60_000 }, () => {
  test("nothing is limited", async () => {
    const ticket = await aTicket();
    const peer = await signIn(ticket.client);

    const replies = await burst(
      [peer, await signIn(ticket.client), await signIn(ticket.client)],
      ticket.id,
      200,
    );
    const bad = [];
    for (const _ of range(1, 15))
      bad.push((await peer.ask("authenticate", { token: "bad" })).error.code);

    assert.equal(passed(replies), 200);
    assert.deepEqual(new Set(bad), new Set(["UNAUTHENTICATED"]));
    assert.equal((await http("GET", "/api/tickets", desk)).status, 200);
  });
});
