// Tickets over HTTP: how a help desk mirrors its own, and what sockets hear of it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  aClient,
  aConversation,
  aSuperAdmin,
  aTicket,
  desk,
  has,
  http,
  inSeconds,
  isError,
  join,
  range,
  send,
  server,
  settle,
  signIn,
  tokenOf,
  unique,
} from "./support.mjs";

function isHttpError(reply, status, code, message) {
  assert.equal(reply.status, status, `${reply.status} ${reply.text}`);
  assert.equal(reply.body?.error?.code, code, reply.text);
  if (message) assert.equal(reply.body.error.message, message);
  else assert.ok(reply.body.error.message.length > 0);
}

async function isThere(id) {
  return (await http("GET", `/api/tickets/${id}`, desk)).status === 200;
}

describe("PUT /api/tickets/{id}", { concurrency: true, timeout: 30_000 }, () => {
  test("creates a ticket, open unless said otherwise", async () => {
    const ticket = await aTicket({ title: "Ünïcode <title> 🔥" });

    const { status, body } = await http("GET", `/api/tickets/${ticket.id}`, ticket.client);

    assert.equal(status, 200);
    has(body, { id: ticket.id, title: "Ünïcode <title> 🔥", status: "open" });
  });

  test("tells its client and all super admins of a new one, wherever they are, and nobody else", async () => {
    const client = aClient();
    const id = unique("ticket");
    const [its, admin, other] = await Promise.all(
      [client, aSuperAdmin(), aClient()].map((user) => signIn(user)),
    );

    await aTicket({ client, id, title: "News" });

    for (const peer of [its, admin]) {
      const created = await peer.next("ticket_created", ({ ticketId }) => ticketId === id);
      has(created, { ticketId: id, title: "News", status: "open" });
    }
    await other.ask("ping");
    assert.deepEqual(other.all("ticket_created"), []);
  });

  test("updates one, keeps what is not named, and tells the room once", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();

    await aTicket({ client, id: ticketId, title: "Renamed", status: "resolved" });
    await settle(adminSide, ticketId, clientSide);
    await aTicket({ client, id: ticketId, title: "Renamed again" });
    await settle(adminSide, ticketId, clientSide);

    for (const peer of [clientSide, adminSide]) {
      const updates = peer.all("ticket_updated");
      assert.equal(updates.length, 2, JSON.stringify(updates));
      has(updates[0], { ticketId, title: "Renamed", status: "resolved" });
      has(updates[1], { ticketId, title: "Renamed again", status: "resolved" });
      assert.deepEqual(
        peer.all("ticket_created").filter((created) => created.ticketId === ticketId),
        [],
      );
    }
  });

  test("that changes nothing tells nothing", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();

    await aTicket({ client, id: ticketId });
    await settle(adminSide, ticketId, clientSide);

    assert.deepEqual(clientSide.all("ticket_updated"), []);
  });

  for (const status of ["open", "in-progress", "resolved", "closed", "canceled"]) {
    test(`knows the status ${status}`, async () => {
      const ticket = await aTicket({ status });

      has((await http("GET", `/api/tickets/${ticket.id}`, desk)).body, { status });
    });
  }

  test("with a new owner ends the old one's access at once", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const newOwner = aClient();

    await aTicket({ client: newOwner, id: ticketId });
    await send(adminSide, ticketId, "for the new owner");

    for (const event of ["get_messages", "send_message", "join_ticket", "get_online_users"]) {
      isError(
        (await clientSide.ask(event, { ticketId, message: "m" })).error,
        "FORBIDDEN",
        "Access denied to this ticket",
      );
    }
    assert.deepEqual(clientSide.all("new_message"), []);
    const peer = await signIn(newOwner);
    await join(peer, ticketId);
    const { users } = await peer.ask("get_online_users", { ticketId });
    assert.equal(users.length, 2);
  });

  const unsound = {
    "no title": { clientId: "c" },
    "a blank title": { clientId: "c", title: "  " },
    "a title that is no text": { clientId: "c", title: 42 },
    "a title with a NUL": { clientId: "c", title: "a\u0000b" },
    "no client": { title: "t" },
    "an empty client": { title: "t", clientId: "" },
    "an unknown status": { clientId: "c", title: "t", status: "done" },
    "an array": [],
    "a string": '"text"',
    null: "null",
    "no JSON": "{",
    nothing: "",
  };
  for (const [what, body] of Object.entries(unsound)) {
    test(`refuses ${what}`, async () => {
      const id = unique("ticket");

      isHttpError(await http("PUT", `/api/tickets/${id}`, desk, body), 400, "INVALID");
      assert.equal(await isThere(id), false);
    });
  }

  for (const id of ["with%20space", "x".repeat(65), "a%2Fb", "%F0%9F%94%A5", "a%00b"]) {
    test(`refuses the id ${id.slice(0, 20)}`, async () => {
      const reply = await http("PUT", `/api/tickets/${id}`, desk, { clientId: "c", title: "t" });

      assert.ok([400, 404].includes(reply.status), `${reply.status} ${reply.text}`);
    });
  }

  test("takes every id that it says it takes", async () => {
    for (const id of [`A.b_c:d-${unique("")}`, unique("").padEnd(64, "x")]) {
      const ticket = await aTicket({ id });
      await join(await signIn(ticket.client), id);
    }
  });
});

describe("PUT /api/tickets", { concurrency: true, timeout: 60_000 }, () => {
  const draft = (more) => ({
    id: unique("ticket"),
    clientId: "many",
    title: "One of many",
    ...more,
  });

  test("mirrors many at once", async () => {
    const drafts = range(1, 30).map(() => draft());

    const reply = await http("PUT", "/api/tickets", desk, drafts);

    assert.ok(reply.status === 200 || reply.status === 201, reply.text);
    for (const { id } of drafts) assert.ok(await isThere(id), id);
  });

  test("takes all or none", async () => {
    const drafts = [draft(), draft(), draft({ status: "nonsense" }), draft()];

    isHttpError(await http("PUT", "/api/tickets", desk, drafts), 400, "INVALID");

    for (const { id } of drafts) assert.equal(await isThere(id), false, id);
  });

  test("takes 10,000, and not one more", async () => {
    const client = aClient();
    const drafts = range(1, 10_001).map(() => draft({ clientId: client.id }));

    const tooMany = await http("PUT", "/api/tickets", desk, drafts);
    const most = await http("PUT", "/api/tickets", desk, drafts.slice(1));

    assert.ok(
      [400, 413].includes(tooMany.status),
      `${tooMany.status} ${tooMany.text.slice(0, 200)}`,
    );
    assert.ok(["INVALID", "TOO_LARGE"].includes(tooMany.body.error.code), tooMany.text);
    assert.ok(most.status === 200 || most.status === 201, most.text.slice(0, 200));
    assert.equal(await isThere(drafts[0].id), false);
    assert.equal(await isThere(drafts[10_000].id), true);
  });

  test("takes none gladly", async () => {
    assert.ok((await http("PUT", "/api/tickets", desk, [])).status < 300);
  });

  for (const body of [{}, [1], [null], ["x"], [{}], "[", '"x"']) {
    test(`refuses ${JSON.stringify(body)}`, async () => {
      isHttpError(await http("PUT", "/api/tickets", desk, body), 400, "INVALID");
    });
  }
});

describe("POST /api/tickets", { concurrency: true, timeout: 30_000 }, () => {
  test("opens a client's own ticket, and tells it and the super admins", async () => {
    const client = aClient();
    const [its, admin] = await Promise.all([signIn(client), signIn(aSuperAdmin())]);

    const { status, body } = await http("POST", "/api/tickets", client, {
      title: "It does not print",
    });

    assert.ok(status === 200 || status === 201, String(status));
    has(body, { title: "It does not print", status: "open" });
    for (const peer of [its, admin])
      await peer.next("ticket_created", ({ ticketId }) => ticketId === body.id);
    await join(its, body.id);
  });

  test("opens one for a client, when a super admin asks", async () => {
    const client = aClient();

    const { body } = await http("POST", "/api/tickets", aSuperAdmin(), {
      title: "For you",
      clientId: client.id,
    });

    await join(await signIn(client), body.id);
  });

  test("does not open one in another's name", async () => {
    const [client, other] = [aClient(), aClient()];

    const { status, body } = await http("POST", "/api/tickets", client, {
      title: "Not mine",
      clientId: other.id,
    });

    const peer = await signIn(other);
    if (status < 300)
      assert.equal((await peer.ask("join_ticket", { ticketId: body.id })).ok, false);
    else assert.ok([400, 403].includes(status), String(status));
  });

  test("needs to know for whom, when a super admin asks", async () => {
    isHttpError(
      await http("POST", "/api/tickets", aSuperAdmin(), { title: "For whom?" }),
      400,
      "INVALID",
    );
  });

  test("needs a title", async () => {
    for (const body of [{}, { title: "" }, { title: 1 }, [], "{"]) {
      isHttpError(await http("POST", "/api/tickets", aClient(), body), 400, "INVALID");
    }
  });
});

describe("GET /api/tickets", { concurrency: true, timeout: 30_000 }, () => {
  test("lists a client's own tickets, those with the latest activity first", async () => {
    const client = aClient();
    const [one, two] = [await aTicket({ client }), await aTicket({ client })];
    await aTicket();
    const message = await send(await signIn(client), one.id, "the last word");

    const { status, body } = await http("GET", "/api/tickets", client);

    assert.equal(status, 200);
    assert.deepEqual(
      body.tickets.map(({ id }) => id),
      [one.id, two.id],
    );
    assert.equal(body.total, 2);
    has(body.tickets[0], { id: one.id, title: one.title, status: "open", lastMessage: message });
    has(body.tickets[0].client, { id: client.id, name: client.name });
    assert.match(body.tickets[0].createdAt, /^\d{4}-.*Z$/);
    assert.equal(body.tickets[1].lastMessage ?? null, null);
  });

  test("lists all to a super admin", async () => {
    const ticket = await aTicket();

    const { body } = await http("GET", "/api/tickets", aSuperAdmin());

    assert.ok(body.tickets.some(({ id }) => id === ticket.id));
  });

  test("pages with limit and offset", async () => {
    const client = aClient();
    for (const _ of range(1, 5)) await aTicket({ client });

    const all = (await http("GET", "/api/tickets", client)).body.tickets.map(({ id }) => id);
    const { body } = await http("GET", "/api/tickets?limit=2&offset=2", client);

    assert.deepEqual(
      body.tickets.map(({ id }) => id),
      all.slice(2, 4),
    );
    assert.equal(body.total, 5);
  });

  test("refuses a limit that is none", async () => {
    for (const query of ["limit=0", "limit=-1", "limit=x", "limit=1e9", "offset=-1", "offset=x"]) {
      isHttpError(await http("GET", `/api/tickets?${query}`, aClient()), 400, "INVALID");
    }
  });

  test("of a client without tickets is empty", async () => {
    has((await http("GET", "/api/tickets", aClient())).body, { tickets: [], total: 0 });
  });
});

describe("HTTP access", { concurrency: true, timeout: 30_000 }, () => {
  const routes = [
    ["PUT", "/api/tickets/x", { clientId: "c", title: "t" }],
    ["PUT", "/api/tickets", []],
    ["POST", "/api/tickets", { title: "t" }],
    ["GET", "/api/tickets"],
    ["GET", "/api/tickets/x"],
    ["GET", "/api/tickets/x/chat"],
    ["POST", "/api/tickets/x/chat", { message: "m" }],
  ];

  for (const [method, path, body] of routes) {
    test(`${method} ${path} needs a token`, async () => {
      isHttpError(await http(method, path, undefined, body), 401, "UNAUTHENTICATED");
      isHttpError(
        await http(method, path, "Bearer not-a-token", body),
        401,
        "UNAUTHENTICATED",
        "Invalid token",
      );
      isHttpError(await http(method, path, "Basic dXNlcjpwYXNz", body), 401, "UNAUTHENTICATED");
      const old = `Bearer ${tokenOf({ ...desk, exp: inSeconds(-60) })}`;
      isHttpError(await http(method, path, old, body), 401, "TOKEN_EXPIRED", "Token expired");
    });
  }

  test("mirroring is for super admins", async () => {
    const client = aClient();
    const draft = { id: unique("ticket"), clientId: client.id, title: "t" };

    isHttpError(await http("PUT", `/api/tickets/${draft.id}`, client, draft), 403, "FORBIDDEN");
    isHttpError(await http("PUT", "/api/tickets", client, [draft]), 403, "FORBIDDEN");
    assert.equal(await isThere(draft.id), false);
  });

  test("to a client, another's ticket and an unknown one are the same", async () => {
    const foreign = await aTicket();

    for (const [method, path, body] of [
      ["GET", ""],
      ["GET", "/chat"],
      ["POST", "/chat", { message: "m" }],
    ]) {
      const replies = await Promise.all(
        [foreign.id, "unknown"].map((id) =>
          http(method, `/api/tickets/${id}${path}`, aClient(), body),
        ),
      );
      for (const reply of replies)
        isHttpError(reply, 403, "FORBIDDEN", "Access denied to this ticket");
    }
  });

  test("a super admin is told that a ticket is unknown", async () => {
    for (const [method, path, body] of [
      ["GET", ""],
      ["GET", "/chat"],
      ["POST", "/chat", { message: "m" }],
    ]) {
      const reply = await http(method, `/api/tickets/unknown${path}`, aSuperAdmin(), body);
      isHttpError(reply, 404, "NOT_FOUND", "Ticket not found");
    }
  });

  test("wants JSON", async () => {
    const options = { headers: { "content-type": "text/plain" } };

    const reply = await http("POST", "/api/tickets", aClient(), '{"title":"t"}', options);

    assert.equal(reply.status, 415, reply.text);
    isHttpError(reply, 415, "INVALID");
  });

  test("takes JSON that says its character set, and a scheme in any case", async () => {
    const client = aClient();
    const headers = { "content-type": "application/json; charset=UTF-8" };

    const reply = await http(
      "POST",
      "/api/tickets",
      `bearer ${tokenOf(client)}`,
      { title: "Ünïcode" },
      { headers },
    );

    assert.equal(reply.body?.title, "Ünïcode", reply.text);
  });

  const unreadable = {
    "no UTF-8": Buffer.from([...Buffer.from('{"title":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
    "nested beyond reason": Buffer.from(`{"title":${"[".repeat(20_000)}${"]".repeat(20_000)}}`),
    "cut off": Buffer.from('{"title":"t"'),
    "two values": Buffer.from('{"title":"t"}{"title":"u"}'),
    "a lone surrogate": Buffer.from('{"title":"\\ud800"}'),
  };
  for (const [what, body] of Object.entries(unreadable)) {
    test(`refuses JSON that is ${what}`, async () => {
      const response = await fetch(`${server.url}/api/tickets`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${tokenOf(aClient())}`,
          "content-type": "application/json",
        },
        body,
      });

      isHttpError({ status: response.status, ...(await readJson(response)) }, 400, "INVALID");
    });
  }

  async function readJson(response) {
    const text = await response.text();
    return { text, body: JSON.parse(text) };
  }

  test("refuses a body that is too large", async () => {
    const reply = await http("POST", "/api/tickets", aClient(), {
      title: "x".repeat(30_000_000),
    }).catch(() => "cut off");

    if (reply !== "cut off") assert.equal(reply.status, 413, reply.text.slice(0, 200));
  });

  test("answers an unknown route and method in the same shape", async () => {
    isHttpError(await http("GET", "/api/nothing", desk), 404, "NOT_FOUND");
    assert.ok([404, 405].includes((await http("DELETE", "/api/tickets/x", desk)).status));
  });
});
