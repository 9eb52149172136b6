// The events of the API: from a socket's payload to the rest, and back.

import { expired, unauthenticated } from "./identity.mjs";
import { Refused } from "./refused.mjs";
import { parseSend, ticketIdOf } from "./send.mjs";

/** Serves all sockets of a Socket.IO server. */
export class Chat {
  #io;
  #verify;
  #users;
  #tickets;
  #messages;
  #files;
  #presence;
  #typing;

  constructor({ io, verify, users, tickets, messages, files, presence, typing }) {
    this.#io = io;
    this.#verify = verify;
    this.#users = users;
    this.#tickets = tickets;
    this.#messages = messages;
    this.#files = files;
    this.#presence = presence;
    this.#typing = typing;
  }

  serve() {
    const listeners = this.#listeners();
    this.#io.on("connection", (socket) => {
      for (const [event, listener] of listeners) socket.on(event, listener);
    });
  }

  /** By event. Made once for all sockets: each gets its own as `this`. */
  #listeners() {
    const chat = this;
    const request = (errorEvent, run) =>
      function (payload, ack) {
        return chat.#answer(this, errorEvent, run, payload, ack);
      };
    return Object.entries({
      authenticate: request("authentication_error", this.#authenticate),
      join_ticket: request("join_ticket_error", this.#joinTicket),
      leave_ticket: request("leave_ticket_error", this.#leaveTicket),
      get_messages: request("messages_error", this.#getMessages),
      send_message: request("send_message_error", this.#sendMessage),
      typing_start(payload) {
        chat.#startTyping(this, payload);
      },
      typing_stop(payload) {
        chat.#stopTyping(this, payload);
      },
      disconnecting() {
        chat.#leaveAll(this);
      },
    });
  }

  /** Every request ends here: in its acknowledgement, and in one error event if it fails. */
  async #answer(socket, errorEvent, run, payload, ack) {
    const request = asObject(payload);
    const acknowledge = typeof ack === "function" ? ack : () => {};
    try {
      acknowledge({ ok: true, ...(await run.call(this, socket, request)) });
    } catch (failure) {
      const error = errorOf(failure, request);
      socket.emit(errorEvent, { success: false, ...error });
      acknowledge({ ok: false, error });
    }
  }

  async #authenticate(socket, { token }) {
    const { user, expiresAt } = this.#verify(token);
    if (socket.data.user && socket.data.user.id !== user.id) this.#leaveAll(socket);
    await this.#users.remember(user);
    socket.data.user = user;
    socket.data.expiresAt = expiresAt;
    socket.emit("authenticated", { success: true, user });
    return { user };
  }

  #joinTicket(socket, request) {
    const user = userOf(socket);
    const { id: ticketId, title, status } = this.#tickets.forUser(user, ticketIdOf(request));
    const room = roomOf(ticketId);
    if (!socket.rooms.has(room)) {
      socket.join(room);
      if (this.#presence.enter(ticketId, user, socket.id)) {
        socket.to(room).emit("user_joined_ticket", eventOf(ticketId, user));
      }
    }
    const answer = { ticketId, ticket: { id: ticketId, title, status } };
    socket.emit("joined_ticket", { success: true, ...answer });
    socket.emit("online_users", { ticketId, users: this.#presence.users(ticketId) });
    return answer;
  }

  #leaveTicket(socket, request) {
    userOf(socket);
    const ticketId = ticketIdOf(request);
    if (socket.rooms.has(roomOf(ticketId))) this.#leave(socket, ticketId);
    socket.emit("left_ticket", { success: true, ticketId });
    return { ticketId };
  }

  #getMessages(socket, request) {
    const ticket = this.#tickets.forUser(userOf(socket), ticketIdOf(request));
    const page = this.#messages.page(ticket, request);
    socket.emit("messages_loaded", { success: true, ...page });
    return page;
  }

  /** Check, store, tell. */
  async #sendMessage(socket, request) {
    const sender = userOf(socket);
    const { ticketId, text, attachments: given, clientMessageId } = parseSend(request);
    const attachments = given.length > 0 ? await this.#keep(given, sender, ticketId) : [];
    const draft = { ticketId, sender, text, attachments, clientMessageId };
    const { message, isNew } = await this.#append(draft);
    const receivers = isNew ? this.#receivers(socket, ticketId) : socket;
    receivers.emit("new_message", { success: true, data: message });
    this.#typing.stop(ticketId, sender);
    return { message };
  }

  /** Files are not looked at for somebody who may not send them. */
  #keep(given, sender, ticketId) {
    this.#tickets.forUser(sender, ticketId);
    return this.#files.keep(given);
  }

  /** What is not stored now leaves no files behind. */
  async #append(draft) {
    let isNew = false;
    try {
      const appended = await this.#messages.append(draft);
      ({ isNew } = appended);
      return appended;
    } finally {
      if (!isNew && draft.attachments.length > 0) await this.#files.discard(draft.attachments);
    }
  }

  /** The room, and the sender wherever it is. */
  #receivers(socket, ticketId) {
    const room = roomOf(ticketId);
    return this.#io.to(socket.rooms.has(room) ? room : [room, socket.id]);
  }

  #startTyping(socket, payload) {
    const { user } = socket.data;
    const { ticketId } = asObject(payload);
    if (!user || !socket.rooms.has(roomOf(ticketId))) return;
    const tell = (event) =>
      this.#io
        .to(roomOf(ticketId))
        .except(this.#presence.socketsOf(ticketId, user))
        .emit(event, eventOf(ticketId, user));
    this.#typing.start(
      ticketId,
      user,
      () => tell("user_typing"),
      () => tell("user_stopped_typing"),
    );
  }

  #stopTyping(socket, payload) {
    const { user } = socket.data;
    if (user) this.#typing.stop(asObject(payload).ticketId, user);
  }

  #leaveAll(socket) {
    for (const room of socket.rooms) {
      if (room.startsWith(ROOM)) this.#leave(socket, room.slice(ROOM.length));
    }
  }

  #leave(socket, ticketId) {
    const { user } = socket.data;
    const room = roomOf(ticketId);
    this.#typing.stop(ticketId, user);
    if (this.#presence.leave(ticketId, user, socket.id)) {
      socket.to(room).emit("user_left_ticket", eventOf(ticketId, user));
    }
    socket.leave(room);
  }
}

/** Before a ticket's id, so that no ticket has the room of a socket, which is named by its own. */
const ROOM = "ticket:";

function roomOf(ticketId) {
  return ROOM + ticketId;
}

function userOf(socket) {
  const { user, expiresAt } = socket.data;
  if (!user) throw unauthenticated("User not authenticated");
  if (expiresAt < Date.now()) throw expired();
  return user;
}

function eventOf(ticketId, user) {
  return { ticketId, userId: user.id, userName: user.name };
}

function asObject(payload) {
  return payload !== null && typeof payload === "object" ? payload : {};
}

function errorOf(failure, { ticketId, id, clientMessageId }) {
  if (failure instanceof Refused) {
    return { code: failure.code, message: failure.message, ticketId, id, clientMessageId };
  }
  console.error(failure);
  return { code: "INTERNAL", message: "Something went wrong", ticketId, id, clientMessageId };
}
