// Who one is: what a token may say, when it is refused, and what becomes of a socket when it
// changes hands or expires.

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
  inSeconds,
  isError,
  isErrorEvent,
  join,
  load,
  open,
  range,
  send,
  settle,
  signIn,
  tokenOf,
  unique,
} from "./support.mjs";

async function authenticate(token) {
  const peer = await connect();
  const reply = await peer.ask("authenticate", { token });
  if (reply.ok) await peer.next("authenticated");
  else isErrorEvent(await peer.next("authentication_error"));
  peer.close();
  return reply;
}

async function accepted(claims) {
  const reply = await authenticate(tokenOf(claims));
  assert.equal(reply.ok, true, JSON.stringify(reply));
  return reply.user;
}

async function refused(token, code, message) {
  const reply = await authenticate(token);
  assert.equal(reply.ok, false, JSON.stringify(reply));
  isError(reply.error, code, message);
}

describe("a token's claims", { concurrency: true, timeout: 30_000 }, () => {
  const person = { name: "Ada", email: "ada@example.com", type: "client" };

  test("name the user by the first of id, _id, userId and sub", async () => {
    const ids = { id: "by-id", _id: "by-_id", userId: "by-userId", sub: "by-sub" };
    for (const claim of Object.keys(ids)) {
      assert.equal((await accepted({ ...person, ...ids })).id, ids[claim]);
      delete ids[claim];
    }
  });

  test("must name a user", () => refused(tokenOf(person), "UNAUTHENTICATED", "Invalid token"));

  test("may name the user by a number", async () => {
    assert.equal((await accepted({ ...person, id: 42 })).id, "42");
  });

  for (const type of ["client", "Client", "CLIENT"]) {
    test(`make ${type} a client`, async () => {
      assert.equal((await accepted({ id: unique("c"), ...person, type })).type, "client");
    });
  }

  for (const type of ["superadmin", "SuperAdmin", "SUPER_ADMIN", "super-admin", "admin", "Admin"]) {
    test(`make ${type} a super admin`, async () => {
      assert.equal((await accepted({ id: unique("s"), ...person, type })).type, "superadmin");
    });
  }

  for (const type of ["agent", "", 1, null, ["admin"], "superadmin2"]) {
    test(`are refused with the type ${JSON.stringify(type)}`, () =>
      refused(tokenOf({ id: unique("x"), ...person, type }), "UNAUTHENTICATED", "Invalid token"));
  }

  test("give a client's company, and nothing that was not asked for", async () => {
    const user = await accepted({
      id: "full",
      ...person,
      company: "ACME",
      password: "secret",
      iat: inSeconds(0),
    });
    assert.deepEqual(user, {
      id: "full",
      name: "Ada",
      email: "ada@example.com",
      type: "client",
      company: "ACME",
    });
  });

  test("without a company give none", async () => {
    assert.deepEqual(await accepted({ id: "plain", ...person }), { id: "plain", ...person });
  });

  test("are kept as they are written", async () => {
    const name = 'Zoë <b>"O\'Neil"</b> 🧑‍🚀 שלום';
    assert.equal((await accepted({ id: unique("c"), ...person, name })).name, name);
  });
});

describe("a token", { concurrency: true, timeout: 30_000 }, () => {
  const user = aClient();

  test("may have a Bearer prefix", async () => {
    assert.equal((await authenticate(`Bearer ${tokenOf(user)}`)).ok, true);
  });

  test("is good for 5 seconds after its end", async () => {
    assert.equal((await authenticate(tokenOf({ ...user, exp: inSeconds(-2) }))).ok, true);
  });

  test("is not good for longer", () =>
    refused(tokenOf({ ...user, exp: inSeconds(-10) }), "TOKEN_EXPIRED", "Token expired"));

  test("is good 5 seconds before its beginning", async () => {
    assert.equal((await authenticate(tokenOf({ ...user, nbf: inSeconds(3) }))).ok, true);
  });

  test("is not good before that", () =>
    refused(tokenOf({ ...user, nbf: inSeconds(60) }), "UNAUTHENTICATED", "Invalid token"));

  test("needs no end", async () => {
    assert.equal((await authenticate(tokenOf({ ...user, exp: undefined }))).ok, true);
  });

  const forged = {
    "signed with another secret": tokenOf(user, {
      secret: "another-secret-that-is-at-least-32-bytes-long",
    }),
    "without a signature": tokenOf(user, { header: { alg: "none" } }),
    "that says none in capitals": tokenOf(user, { header: { alg: "NONE" } }),
    "for another kind of key": tokenOf(user, { header: { alg: "RS256" } }),
    "whose claims were changed": tampered(tokenOf(user)),
    "of two parts": tokenOf(user).split(".").slice(0, 2).join("."),
    "of four parts": `${tokenOf(user)}.more`,
    "that is no token": "not-a-token",
    "that is only a prefix": "Bearer x",
    "whose claims are no object": tokenWithClaims("[]"),
    "whose claims are no JSON": tokenWithClaims("{"),
  };
  for (const [what, token] of Object.entries(forged)) {
    test(`${what} is refused`, () => refused(token, "UNAUTHENTICATED", "Invalid token"));
  }

  for (const token of [undefined, null, ""]) {
    test(`is asked for where it is ${JSON.stringify(token)}`, () =>
      refused(token, "UNAUTHENTICATED", "No token provided"));
  }

  function tampered(token) {
    const [header, , signature] = token.split(".");
    const claims = Buffer.from(JSON.stringify({ ...user, type: "superadmin" })).toString(
      "base64url",
    );
    return `${header}.${claims}.${signature}`;
  }

  function tokenWithClaims(text) {
    const [header] = tokenOf(user).split(".");
    return `${header}.${Buffer.from(text).toString("base64url")}.c2lnbmF0dXJl`;
  }
});

describe("a token in the handshake", { concurrency: true, timeout: 30_000 }, () => {
  test("authenticates: authenticated follows the connect", async () => {
    const user = aClient();

    const peer = open({ auth: { token: tokenOf(user) } });

    has(await peer.next("authenticated"), { success: true, user: { id: user.id, type: "client" } });
    assert.deepEqual(peer.names().slice(0, 2), ["connect", "authenticated"]);
  });

  test("is enough to go on at once, without waiting", async () => {
    const ticket = await aTicket();
    const peer = open({ auth: { token: tokenOf(ticket.client) } });

    peer.emit("join_ticket", { ticketId: ticket.id });

    await peer.next("joined_ticket");
    assert.deepEqual(peer.errors(), []);
  });

  test("fails the connect when it is bad, and a better one mends it", async () => {
    const user = aClient();
    const peer = open({ auth: { token: "not-a-token" } });

    const error = await peer.next("connect_error");
    peer.socket.auth = { token: tokenOf(user) };
    peer.socket.connect();

    assert.equal(error.message, "Invalid token");
    has(await peer.next("authenticated"), { user: { id: user.id } });
  });

  test("fails the connect when it has expired", async () => {
    const peer = open({ auth: { token: tokenOf({ ...aClient(), exp: inSeconds(-60) }) } });

    const error = await peer.next("connect_error");

    assert.equal(error.message, "Token expired");
  });

  test("comes again by itself after a lost connection", async () => {
    const peer = open({ auth: { token: tokenOf(aClient()) } });
    await peer.next("authenticated");

    await peer.loseConnection();

    await peer.next("authenticated");
    assert.deepEqual(peer.errors(), []);
  });

  test("may be missing: the page authenticates later", async () => {
    const peer = await connect({ auth: {} });

    const reply = await peer.ask("authenticate", { token: tokenOf(aClient()) });

    assert.equal(reply.ok, true);
  });
});

describe("authenticating again", { concurrency: true, timeout: 30_000 }, () => {
  test("as the same user keeps the rooms, and shows the new name", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();

    const again = await clientSide.ask("authenticate", {
      token: tokenOf({ ...client, name: "Married Name" }),
    });
    const answer = await send(adminSide, ticketId, "are you there?");
    const told = await clientSide.next("new_message", ({ data }) => data._id === answer._id);
    const message = await send(clientSide, ticketId, "yes");

    assert.equal(again.user.name, "Married Name");
    assert.equal(told.data.message, "are you there?");
    assert.equal(message.sender.name, "Married Name");
    await settle(adminSide, ticketId, clientSide);
    assert.equal(clientSide.all("new_message").length, 3);
    assert.deepEqual(adminSide.all("user_left_ticket"), []);
  });

  test("as another user leaves all rooms first", async () => {
    const { ticketId, client, clientSide, adminSide } = await aConversation();
    const other = aClient();

    const again = await clientSide.ask("authenticate", { token: tokenOf(other) });
    has(await adminSide.next("user_left_ticket"), {
      ticketId,
      userId: client.id,
      userName: client.name,
    });
    await send(adminSide, ticketId, "not for others");
    const reply = await clientSide.ask("get_messages", { ticketId });

    assert.equal(again.user.id, other.id);
    isError(reply.error, "FORBIDDEN", "Access denied to this ticket");
    assert.deepEqual(clientSide.all("new_message"), []);
  });

  test("at once as one and then another ends as the other, in that order", async () => {
    const [one, other] = [aClient(), aClient()];
    const peer = await connect();

    peer.emit("authenticate", { token: tokenOf(one) });
    peer.emit("authenticate", { token: tokenOf(other) });

    const told = await peer.count("authenticated", 2);
    assert.deepEqual(
      told.map(({ user }) => user.id),
      [one.id, other.id],
    );
  });

  test("shows the last seen name, email and company in history", async () => {
    const ticket = await aTicket({ client: aClient({ name: "Before", company: "Old Ltd" }) });
    const peer = await enter(ticket.client, ticket.id);
    await send(peer, ticket.id, "written as Before");

    const after = {
      ...ticket.client,
      name: "After",
      email: "after@example.com",
      company: "New Ltd",
    };
    await peer.ask("authenticate", { token: tokenOf(after) });

    const { messages } = await load(peer, ticket.id);
    has(messages[0].sender, { name: "After", email: "after@example.com", company: "New Ltd" });
  });
});

describe("a token that expires on an open socket", { concurrency: true, timeout: 60_000 }, () => {
  const shortly = (user) => tokenOf({ ...user, exp: inSeconds(2) });

  async function expired() {
    const ticket = await aTicket();
    const admin = await enter(aSuperAdmin(), ticket.id);
    const peer = await connect();
    peer.emit("authenticate", { token: shortly(ticket.client) });
    await peer.next("authenticated");
    await join(peer, ticket.id);
    const error = await peer.next("authentication_error");
    return { ticket, peer, admin, error };
  }

  test("is told as TOKEN_EXPIRED", async () => {
    const { peer, error } = await expired();

    isErrorEvent(error);
    isError(error, "TOKEN_EXPIRED", "Token expired");
    assert.ok(peer.socket.connected);
  });

  test("stops delivery and refuses operations, and coming back is back in the rooms", async () => {
    const { ticket, peer, admin } = await expired();

    const unseen = await send(admin, ticket.id, "while away");
    const reply = await peer.ask("get_messages", { ticketId: ticket.id });
    assert.equal(reply.ok, false);
    assert.ok(
      ["TOKEN_EXPIRED", "UNAUTHENTICATED"].includes(reply.error.code),
      JSON.stringify(reply),
    );
    assert.deepEqual(peer.all("new_message"), []);

    assert.equal((await peer.ask("authenticate", { token: tokenOf(ticket.client) })).ok, true);
    const seen = await send(admin, ticket.id, "welcome back");
    await peer.next("new_message", ({ data }) => data._id === seen._id);
    const { messages } = await load(peer, ticket.id);
    assert.deepEqual(
      messages.map(({ _id }) => _id),
      [unseen._id, seen._id],
    );
  });

  test("misses nothing that is said in its rooms once it is told authenticated", async () => {
    const client = aClient();
    const tickets = await Promise.all(range(1, 10).map(() => aTicket({ client })));
    const tabs = await Promise.all(range(1, 20).map(() => connect()));
    const admins = await Promise.all(tabs.map(() => signIn(aSuperAdmin())));
    await Promise.all(
      tabs.map(async (tab) => {
        tab.emit("authenticate", { token: shortly(client) });
        await Promise.all(tickets.map(({ id }) => join(tab, id)));
        await tab.next("authentication_error");
      }),
    );

    await Promise.all(
      tabs.map(async (tab, i) => {
        await tab.ask("authenticate", { token: tokenOf(client) });
        const { _id } = await send(admins[i], tickets.at(-1).id, "are you back?");
        await tab.next("new_message", ({ data }) => data._id === _id, 5_000);
      }),
    );
  });

  test("does not let another user into its rooms", async () => {
    const { ticket, peer, admin } = await expired();

    await peer.ask("authenticate", { token: tokenOf(aClient()) });
    await send(admin, ticket.id, "for the owner");

    const reply = await peer.ask("get_messages", { ticketId: ticket.id });
    isError(reply.error, "FORBIDDEN", "Access denied to this ticket");
    assert.deepEqual(peer.all("new_message"), []);
  });

  test("closes the transport after 30 seconds, and the client comes back by itself", async () => {
    const { peer } = await expired();

    const reason = await peer.next("disconnect", () => true, 40_000);

    assert.notEqual(reason, "io server disconnect", "after that the official client stays away");
    await peer.next("connect", () => peer.socket.connected);
  });
});

describe("a token that was refreshed in time", { timeout: 30_000 }, () => {
  test("does not expire", async () => {
    const ticket = await aTicket();
    const [fleeting, refreshed] = [await connect(), await connect()];
    const token = tokenOf({ ...ticket.client, exp: inSeconds(2) });
    await Promise.all([fleeting, refreshed].map((peer) => peer.ask("authenticate", { token })));

    await refreshed.ask("authenticate", { token: tokenOf(ticket.client) });
    await fleeting.next("authentication_error");

    await join(refreshed, ticket.id);
    assert.deepEqual(refreshed.errors(), []);
  });
});
