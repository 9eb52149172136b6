/** Who is in which ticket; a user counts once, however many sockets it has there. */
export class Presence {
  #tickets = new Map();

  /** @returns whether the user was not there before */
  enter(ticketId, user, socketId) {
    let users = this.#tickets.get(ticketId);
    if (!users) this.#tickets.set(ticketId, (users = new Map()));
    const known = users.get(user.id);
    if (known) {
      known.sockets.add(socketId);
    } else {
      users.set(user.id, { user, sockets: new Set([socketId]) });
    }
    return !known;
  }

  /** @returns whether the user is no longer there */
  leave(ticketId, user, socketId) {
    const users = this.#tickets.get(ticketId);
    const known = users?.get(user.id);
    if (!known?.sockets.delete(socketId) || known.sockets.size > 0) return false;
    users.delete(user.id);
    if (users.size === 0) this.#tickets.delete(ticketId);
    return true;
  }

  users(ticketId) {
    return [...(this.#tickets.get(ticketId)?.values() ?? [])].map(({ user }) => ({
      userId: user.id,
      userName: user.name,
      userType: user.type,
    }));
  }

  socketsOf(ticketId, user) {
    return [...(this.#tickets.get(ticketId)?.get(user.id)?.sockets ?? [])];
  }
}
