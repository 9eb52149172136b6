// What every file of this suite stands on: users, tokens, tickets, and a Peer, the official client
// with a memory.
//
// The suite knows a server by its address alone, and signs its tokens itself:
//   TICKETCHAT_URL          a server with rate limits off
//   TICKETCHAT_LIMITED_URL  one with the limits of the contract
//   TICKETCHAT_JWT_SECRET   the secret of both

import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { after } from "node:test";
import { io } from "socket.io-client";

export const server = {
  url: required("TICKETCHAT_URL"),
  limitedUrl: required("TICKETCHAT_LIMITED_URL"),
  secret: required("TICKETCHAT_JWT_SECRET"),
};

/** The time that anything may take on a busy machine; what fails, fails loudly after it. */
export const DEADLINE = 20_000;

const CODES = new Set([
  "UNAUTHENTICATED",
  "TOKEN_EXPIRED",
  "FORBIDDEN",
  "NOT_FOUND",
  "INVALID",
  "TOO_LARGE",
  "FILE_REJECTED",
  "MALICIOUS_FILE",
  "CONFLICT",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "INTERNAL",
]);

// --- people --------------------------------------------------------------------------------------

export function aClient(more = {}) {
  return aUser({ type: "client", company: "ACME", ...more });
}

export function aSuperAdmin(more = {}) {
  return aUser({ type: "superadmin", ...more });
}

function aUser(more) {
  const id = unique("user");
  return { id, name: `Name of ${id}`, email: `${id}@example.com`, ...more };
}

export function unique(prefix) {
  return `${prefix}-${randomBytes(6).toString("hex")}`;
}

/**
 * A JWT, signed unless told otherwise. `exp` is an hour from now unless the claims say otherwise.
 */
export function tokenOf(
  claims,
  { header = { alg: "HS256", typ: "JWT" }, secret = server.secret } = {},
) {
  const body = { exp: inSeconds(3600), ...claims };
  const signed = `${base64url(header)}.${base64url(body)}`;
  if (header.alg === "none") return `${signed}.`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

export function inSeconds(seconds) {
  return Math.floor(Date.now() / 1000) + seconds;
}

function base64url(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

// --- sockets -------------------------------------------------------------------------------------

const opened = new Set();

after(() => {
  for (const socket of opened) socket.close();
});

/**
 * The official client. All that arrives is kept in order, so that a test may look for it before or
 * after it came.
 */
export class Peer {
  #arrived = [];
  #taken = new Map();
  #listeners = new Set();

  constructor(socket) {
    opened.add(socket);
    this.socket = socket;
    socket.onAny((event, payload) => this.#note(event, payload));
    for (const event of ["connect", "connect_error", "disconnect"]) {
      socket.on(event, (payload) => this.#note(event, payload));
    }
  }

  emit(event, ...args) {
    this.socket.emit(event, ...args);
  }

  /** Emits with an acknowledgement, and returns what it brings. */
  ask(event, ...args) {
    return this.socket.timeout(DEADLINE).emitWithAck(event, ...args);
  }

  /** The next event of that name that fits, in order of arrival: each is returned once. */
  async next(event, fits = () => true, within = DEADLINE) {
    const find = () => {
      const from = this.#taken.get(event) ?? 0;
      const at = this.#arrived.findIndex(
        (one, i) => i >= from && one.event === event && fits(one.payload),
      );
      if (at < 0) return undefined;
      this.#taken.set(event, at + 1);
      return this.#arrived[at];
    };
    const found = await this.#until(find, within, () => `${event}; got ${this.#summary()}`);
    return found.payload;
  }

  /** All events of that name so far. */
  all(event) {
    return this.#arrived.filter((one) => one.event === event).map((one) => one.payload);
  }

  /** All errors so far, as [name, payload]. */
  errors() {
    return this.#arrived
      .filter((one) => one.event.endsWith("_error"))
      .map((one) => [one.event, one.payload]);
  }

  /** The names of all that came, in order. */
  names() {
    return this.#arrived.map((one) => one.event);
  }

  /** Waits until there are so many events of that name, and returns them. */
  async count(event, many, within = DEADLINE) {
    const reached = () => (this.all(event).length >= many ? true : undefined);
    await this.#until(reached, within, () => `${many} ${event}; got ${this.all(event).length}`);
    return this.all(event);
  }

  forget() {
    this.#arrived = [];
    this.#taken.clear();
  }

  /** Loses the connection as a network does: without a word at the level of Socket.IO. */
  async loseConnection() {
    this.socket.io.engine.close();
    await this.next("disconnect");
  }

  close() {
    this.socket.close();
  }

  #note(event, payload) {
    this.#arrived.push({ event, payload });
    for (const listener of [...this.#listeners]) listener();
  }

  #until(find, within, what) {
    const now = find();
    if (now !== undefined) return Promise.resolve(now);
    return new Promise((resolve, reject) => {
      const done = (settle, value) => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        settle(value);
      };
      const look = () => {
        const found = find();
        if (found !== undefined) done(resolve, found);
      };
      const timer = setTimeout(
        () => done(reject, new Error(`waited ${within} ms for ${what()}`)),
        within,
      );
      this.#listeners.add(look);
    });
  }

  #summary() {
    const last = this.#arrived
      .slice(-8)
      .map((one) => `${one.event} ${JSON.stringify(one.payload)?.slice(0, 200)}`);
    return last.join(" | ") || "nothing";
  }
}

/** A socket that is about to connect. */
export function open({ url = server.url, ...options } = {}) {
  return new Peer(
    io(url, { forceNew: true, transports: ["websocket"], reconnectionDelay: 50, ...options }),
  );
}

/** A socket that is connected, and not authenticated. */
export async function connect(options) {
  const peer = open(options);
  await peer.next("connect");
  return peer;
}

/** A socket that is authenticated as the user. */
export async function signIn(user, options) {
  const peer = await connect(options);
  peer.emit("authenticate", { token: tokenOf(user) });
  await peer.next("authenticated");
  return peer;
}

/** A socket of the user that is in the ticket. */
export async function enter(user, ticketId, options) {
  const peer = await signIn(user, options);
  await join(peer, ticketId);
  return peer;
}

export async function join(peer, ticketId) {
  const reply = await peer.ask("join_ticket", { ticketId });
  assert.equal(reply.ok, true, JSON.stringify(reply));
}

/** Sends a message and returns it as it was stored. */
export async function send(peer, ticketId, message, more = {}) {
  const reply = await peer.ask("send_message", { ticketId, message, ...more });
  assert.equal(reply.ok, true, JSON.stringify(reply));
  return reply.message;
}

/**
 * Stores messages of the user as fast as the server can, over several sockets, and returns them in
 * order.
 */
export async function fill(user, ticketId, texts) {
  const sockets = await Promise.all(range(1, 10).map(() => signIn(user)));
  const messages = await Promise.all(
    texts.map((text, i) => send(sockets[i % sockets.length], ticketId, text)),
  );
  sockets.forEach((socket) => socket.close());
  return messages.sort((one, other) => one.seq - other.seq);
}

/** What a page holds. */
export async function load(peer, ticketId, more = {}) {
  const reply = await peer.ask("get_messages", { ticketId, ...more });
  assert.equal(reply.ok, true, JSON.stringify(reply));
  return reply;
}

/**
 * Sends one more message into the ticket, and waits until all of them have it: what was told in the
 * ticket before has then arrived too.
 */
export async function settle(sender, ticketId, ...others) {
  const { _id } = await send(sender, ticketId, "settled");
  await Promise.all(
    [sender, ...others].map((peer) => peer.next("new_message", ({ data }) => data._id === _id)),
  );
}

// --- tickets -------------------------------------------------------------------------------------

export const desk = aSuperAdmin({ name: "The desk" });

/** A ticket that is there, and its client. */
export async function aTicket({
  client = aClient(),
  id = unique("ticket"),
  title = "Printer on fire",
  ...more
} = {}) {
  const reply = await http("PUT", `/api/tickets/${id}`, desk, {
    clientId: client.id,
    title,
    ...more,
  });
  assert.ok(
    reply.status === 200 || reply.status === 201,
    `${reply.status} ${JSON.stringify(reply.body)}`,
  );
  return { id, client, title };
}

/** A ticket with its client and a super admin in it. */
export async function aConversation(options) {
  const ticket = await aTicket();
  const admin = aSuperAdmin();
  const [clientSide, adminSide] = await Promise.all([
    enter(ticket.client, ticket.id, options),
    enter(admin, ticket.id, options),
  ]);
  return { ticketId: ticket.id, client: ticket.client, admin, clientSide, adminSide };
}

/** A request with JSON in and out, as the user or, with a string, with that as Authorization. */
export async function http(method, path, user, body, { url = server.url, headers = {} } = {}) {
  const authorization = typeof user === "string" ? user : user && `Bearer ${tokenOf(user)}`;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(authorization && { authorization }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(DEADLINE),
  });
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json && text ? JSON.parse(text) : undefined,
  };
}

export function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

// --- what to expect ------------------------------------------------------------------------------

/** All that `expected` has, `actual` has too. */
export function has(actual, expected, where = "") {
  for (const [key, value] of Object.entries(expected)) {
    const at = `${where}.${key}`;
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      assert.ok(
        actual?.[key] && typeof actual[key] === "object",
        `${at} of ${JSON.stringify(actual)}`,
      );
      has(actual[key], value, at);
    } else {
      assert.deepEqual(actual?.[key], value, `${at} of ${JSON.stringify(actual)}`);
    }
  }
}

/** An error as every event, acknowledgement and route carries it; `success` is for events. */
export function isError(error, code, message) {
  assert.equal(error?.code, code, JSON.stringify(error));
  assert.equal(error.message, message);
}

/** An error event of good shape, whatever it says. */
export function isErrorEvent(payload) {
  assert.equal(payload?.success, false, JSON.stringify(payload));
  isSoundError(payload);
}

/** An error of good shape that tells nothing of the inside. */
export function isSoundError(error) {
  assert.ok(CODES.has(error?.code), `code of ${JSON.stringify(error)}`);
  assert.ok(typeof error.message === "string" && error.message.length > 0, JSON.stringify(error));
  assert.doesNotMatch(error.message, /exception|java\.|sql|null pointer|stack|undefined|\[object/i);
  if (error.code === "RATE_LIMITED") assert.ok(error.retryAfterMs > 0, JSON.stringify(error));
}

/** A failed request: its acknowledgement, and exactly one event that says the same. */
export async function isRefused(peer, event, payload, errorEvent, code, message) {
  const before = peer.errors().length;
  const reply = await peer.ask(event, payload);
  assert.equal(reply.ok, false, JSON.stringify(reply));
  isError(reply.error, code, message);
  const told = await peer.next(errorEvent, (error) => error.message === message);
  isErrorEvent(told);
  isError(told, code, message);
  assert.equal(peer.errors().length, before + 1, JSON.stringify(peer.errors()));
  return told;
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: what is the server under test?`);
  return value;
}
