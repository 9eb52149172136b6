// The document's own snippets, in pages that use them.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { io as connectTo } from "socket.io-client";
import {
  authenticateSnippet,
  authenticatedSnippet,
  connectSnippet,
  debounceSnippet,
  errorHandlingSnippet,
  historySnippet,
  joinSnippet,
  joinedSnippet,
  leaveSnippet,
  loadedSnippet,
  newWebSocketSnippet,
  oldHttpSnippet,
  receiveSnippet,
  reconnectSnippet,
  retrySnippet,
  sendSnippet,
  startTypingSnippet,
  stopTypingSnippet,
  typingSnippet,
} from "./snippets.mjs";
import {
  Peer,
  aClient,
  aSuperAdmin,
  aTicket,
  enter,
  has,
  http,
  isErrorEvent,
  load,
  send,
  server,
  settle,
  signIn,
  tokenOf,
} from "./support.mjs";

const client = aClient({ name: "Ada Client", company: "Ada & Co" });
const admin = aSuperAdmin({ name: "Sue Admin" });
const peers = [];

before(async () => {
  await aTicket({ client, id: "ticket-id-here", title: "The ticket of the document" });
  await aTicket({ client, id: "123", title: "A ticket with a number" });
});

after(() => peers.forEach((peer) => peer.close()));

/** The document's `io`, pointed at the server under test: plain, as a page calls it. */
function io(token) {
  return () => {
    const socket = connectTo(server.url, { forceNew: true });
    const emit = socket.emit.bind(socket);
    socket.emit = (event, payload, ...more) =>
      payload?.token === "your-jwt-token-here"
        ? emit(event, { token })
        : emit(event, payload, ...more);
    return socket;
  };
}

/** A page that was opened with the document's connection, and its console. */
function page(token) {
  const socket = connectSnippet(io(token));
  const peer = new Peer(socket);
  peers.push(peer);
  return { socket, peer, ...aConsole() };
}

async function signedInPage(user) {
  const opened = page(tokenOf(user));
  authenticateSnippet(opened.socket);
  await opened.peer.next("authenticated");
  return opened;
}

async function joinedPage(user) {
  const opened = await signedInPage(user);
  joinSnippet(opened.socket);
  await opened.peer.next("joined_ticket");
  return opened;
}

function aConsole() {
  const lines = [];
  const write = (...words) => lines.push(words.length === 1 ? words[0] : words.join(" "));
  return { console: { log: write, error: write }, lines };
}

function stranger() {
  return aClient({ name: "A stranger" });
}

describe("the document's snippets", { timeout: 60_000 }, () => {
  test("connect, authenticate and learn who one is", async () => {
    const { socket, peer, console, lines } = page(tokenOf(client));
    authenticatedSnippet(socket, console);

    authenticateSnippet(socket);

    const { user } = await peer.next("authenticated");
    assert.deepEqual(lines, ["Authenticated as: Ada Client"]);
    has(user, { id: client.id, name: client.name, email: client.email, type: "client" });
  });

  test("are told why an authentication failed", async () => {
    const { socket, peer, console, lines } = page("not-a-token");
    authenticatedSnippet(socket, console);

    authenticateSnippet(socket);

    isErrorEvent(await peer.next("authentication_error"));
    assert.deepEqual(lines, ["Auth failed: Invalid token"]);
  });

  test("join a ticket", async () => {
    const { socket, peer, console, lines } = await signedInPage(client);
    joinedSnippet(socket, console);

    joinSnippet(socket);

    await peer.next("joined_ticket");
    assert.deepEqual(lines, ["Joined ticket: ticket-id-here"]);
  });

  test("are told why they may not join", async () => {
    const { socket, peer, console, lines } = await signedInPage(stranger());
    joinedSnippet(socket, console);

    joinSnippet(socket);

    await peer.next("join_ticket_error");
    assert.deepEqual(lines, ["Join error: Access denied to this ticket"]);
  });

  test("leave a ticket and hear no more of it", async () => {
    const { socket, peer } = await joinedPage(client);
    const other = await enter(admin, "ticket-id-here");

    leaveSnippet(socket);
    await peer.next("left_ticket");
    const { _id } = await send(other, "ticket-id-here", "after the leave");

    const page = await load(peer, "ticket-id-here");
    assert.equal(page.messages.at(-1)._id, _id);
    assert.deepEqual(peer.all("new_message"), []);
  });

  test("load the history", async () => {
    const { socket, peer, console, lines } = await joinedPage(client);
    await send(peer, "ticket-id-here", "one for the history");
    loadedSnippet(socket, console);

    historySnippet(socket);

    const { messages } = await peer.next("messages_loaded");
    assert.deepEqual(lines, messages);
    assert.equal(lines.at(-1).message, "one for the history");
  });

  test("are told why the history does not load", async () => {
    const { socket, peer, console, lines } = await signedInPage(stranger());
    loadedSnippet(socket, console);

    historySnippet(socket);

    await peer.next("messages_error");
    assert.deepEqual(lines, ["Failed to load messages: Access denied to this ticket"]);
  });

  test("send a message, which both sides receive", async () => {
    const sending = await joinedPage(client);
    const receiving = await joinedPage(admin);
    receiveSnippet(sending.socket, sending.console);
    receiveSnippet(receiving.socket, receiving.console);

    sendSnippet(sending.socket);

    await Promise.all([sending.peer.next("new_message"), receiving.peer.next("new_message")]);
    const expected = [
      "New message from: Ada Client",
      "Message text: Hello, this is a text message!",
    ];
    assert.deepEqual(sending.lines, expected);
    assert.deepEqual(receiving.lines, expected);
  });

  test("are told why a message was not sent", async () => {
    const { socket, peer, console, lines } = await signedInPage(stranger());
    receiveSnippet(socket, console);

    sendSnippet(socket);

    await peer.next("send_message_error");
    assert.deepEqual(lines, ["Failed to send message: Access denied to this ticket"]);
  });

  test("show who is typing, and who stopped", async () => {
    const typing = await joinedPage(client);
    const watching = await joinedPage(admin);
    typingSnippet(watching.socket, watching.console);

    startTypingSnippet(typing.socket);
    await watching.peer.next("user_typing");
    stopTypingSnippet(typing.socket);
    await watching.peer.next("user_stopped_typing");

    assert.deepEqual(watching.lines, ["Ada Client is typing...", "Ada Client stopped typing"]);
  });

  test("debounce typing: many keys are one user_typing, and a pause of a second one user_stopped_typing", async () => {
    const ticket = await aTicket({ client });
    const typing = await enter(client, ticket.id);
    const watching = await enter(admin, ticket.id);
    const messageInput = new EventTarget();
    debounceSnippet(typing.socket, messageInput, ticket.id);

    for (let key = 0; key < 10; key++) messageInput.dispatchEvent(new Event("input"));
    await watching.next("user_stopped_typing");

    await settle(typing, ticket.id, watching);
    assert.equal(watching.all("user_typing").length, 1);
    assert.equal(watching.all("user_stopped_typing").length, 1);
  });

  test("handle each error once, and the loss of the connection", async () => {
    const { socket, peer } = await signedInPage(stranger());
    const handled = [];
    errorHandlingSnippet({ on: (event) => socket.on(event, () => handled.push(event)) });

    socket.emit("authenticate", { token: "not-a-token" });
    joinSnippet(socket);
    historySnippet(socket);
    sendSnippet(socket);
    await peer.next("send_message_error");
    await peer.loseConnection();

    assert.deepEqual(handled, [
      "authentication_error",
      "join_ticket_error",
      "messages_error",
      "send_message_error",
      "disconnect",
    ]);
  });

  test("come back after a lost connection, authenticate again and go on", async () => {
    const { socket, peer, console, lines } = await joinedPage(client);
    const other = await enter(admin, "ticket-id-here");
    reconnectSnippet(socket, console, tokenOf(client));

    await peer.loseConnection();
    await peer.next("connect");
    await peer.next("authenticated");
    joinSnippet(socket);
    await peer.next("joined_ticket");
    sendSnippet(socket);

    const { data } = await other.next("new_message");
    assert.equal(data.sender._id, client.id);
    assert.deepEqual(lines, ["Connection lost. Attempting to reconnect...", "Reconnected!"]);
  });

  test("send what was written while offline, once the page has authenticated again", async () => {
    const { socket, peer, console } = await joinedPage(client);
    const other = await enter(admin, "ticket-id-here");
    reconnectSnippet(socket, console, tokenOf(client));

    await peer.loseConnection();
    sendSnippet(socket);

    const { data } = await other.next("new_message");
    assert.equal(data.message, "Hello, this is a text message!");
    await peer.next("new_message", (payload) => payload.data._id === data._id);
    assert.deepEqual(peer.errors(), []);
  });
});

describe("the document's sendMessageWithRetry", { concurrency: true, timeout: 60_000 }, () => {
  function aList() {
    const statuses = [];
    return {
      statuses,
      addMessageToUI: ({ id }, status) => statuses.push([id, status]),
      updateMessageStatus: (id, status) => statuses.push([id, status]),
    };
  }

  test("marks a message as sent", async () => {
    const peer = await enter(client, "ticket-id-here");
    const { statuses, addMessageToUI, updateMessageStatus } = aList();
    const sendMessageWithRetry = retrySnippet(peer.socket, addMessageToUI, updateMessageStatus);

    sendMessageWithRetry({ id: 1, ticketId: "ticket-id-here", message: "with retry" });
    await peer.next("new_message", ({ data }) => data.message === "with retry");

    assert.deepEqual(statuses, [
      [1, "sending"],
      [1, "sent"],
    ]);
  });

  test("tries four times, with exactly one error each, and then marks it as failed", async () => {
    const peer = await signIn(stranger());
    const { statuses, addMessageToUI, updateMessageStatus } = aList();
    const sendMessageWithRetry = retrySnippet(peer.socket, addMessageToUI, updateMessageStatus);

    sendMessageWithRetry({ id: 2, ticketId: "ticket-id-here", message: "never" });
    await peer.count("send_message_error", 4);
    await peer.ask("send_message", { ticketId: "ticket-id-here", message: "never" });

    assert.deepEqual(statuses, [
      [2, "sending"],
      [2, "sending"],
      [2, "sending"],
      [2, "sending"],
      [2, "failed"],
    ]);
    assert.equal(peer.errors().length, 5);
  });

  test("succeeds at a later try, and stores the message once", async () => {
    const ticket = await aTicket();
    const peer = await signIn(client);
    const { statuses, addMessageToUI, updateMessageStatus } = aList();
    const sendMessageWithRetry = retrySnippet(peer.socket, addMessageToUI, updateMessageStatus);

    sendMessageWithRetry({ id: 3, ticketId: ticket.id, message: "at last" });
    await peer.next("send_message_error");
    await aTicket({ client, id: ticket.id });
    await peer.next("new_message");

    assert.deepEqual(statuses.at(-1), [3, "sent"]);
    const { messages } = await load(peer, ticket.id);
    assert.deepEqual(
      messages.map(({ message }) => message),
      ["at last"],
    );
  });
});

describe("the document's message object", () => {
  test("has every field that the document shows, in its type", async () => {
    const { peer } = await joinedPage(client);

    const message = await send(peer, "ticket-id-here", "Message text content");

    assert.match(message._id, /^[0-9a-f]{24}$/);
    assert.equal(message.ticketId, "ticket-id-here");
    assert.deepEqual(message.sender, {
      _id: client.id,
      name: client.name,
      email: client.email,
      company: "Ada & Co",
    });
    assert.equal(message.senderModel, "Client");
    assert.equal(message.message, "Message text content");
    assert.deepEqual(message.attachments, []);
    assert.match(message.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test("says SuperAdmin for a super admin, who has no company", async () => {
    const peer = await enter(aSuperAdmin({ company: "Not shown" }), "ticket-id-here");

    const message = await send(peer, "ticket-id-here", "An answer");

    assert.equal(message.senderModel, "SuperAdmin");
    assert.ok(!("company" in message.sender), JSON.stringify(message.sender));
  });
});

describe("the document's migration", () => {
  test("finds what the old way posted and what the new way sends in one conversation", async () => {
    const page = await signedInPage(client);
    const watching = await enter(admin, "123");
    let posting;
    const fetchHere = (path, request) => (posting = fetch(server.url + path, request));

    oldHttpSnippet(fetchHere, tokenOf(client));
    const response = await posting;
    newWebSocketSnippet(page.socket);

    assert.ok(response.ok, String(response.status));
    const [posted, sent] = [await watching.next("new_message"), await watching.next("new_message")];
    assert.deepEqual([posted.data.message, sent.data.message], ["Hello", "Hello"]);
    assert.equal(sent.data.seq, posted.data.seq + 1);
    const old = await http("GET", "/api/tickets/123/chat", client);
    assert.deepEqual(old.body.messages.slice(-2), [posted.data, sent.data]);
  });
});

describe("the document's troubleshooting", () => {
  test("User not authenticated: authenticate was not called", async () => {
    const { socket, peer, console, lines } = page("unused");
    receiveSnippet(socket, console);

    sendSnippet(socket);

    await peer.next("send_message_error");
    assert.deepEqual(lines, ["Failed to send message: User not authenticated"]);
  });

  test("Message or at least one file is required: nothing was sent", async () => {
    const peer = await enter(client, "ticket-id-here");

    peer.emit("send_message", { ticketId: "ticket-id-here", message: "" });

    const error = await peer.next("send_message_error");
    assert.equal(error.message, "Message or at least one file is required");
  });

  test("messages not received: the ticket room was not joined", async () => {
    const outside = await signIn(client);
    const inside = await enter(admin, "ticket-id-here");

    const { _id } = await send(inside, "ticket-id-here", "only for those inside");

    assert.equal((await load(outside, "ticket-id-here")).messages.at(-1)._id, _id);
    assert.deepEqual(outside.all("new_message"), []);
  });
});
