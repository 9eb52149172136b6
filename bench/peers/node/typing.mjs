const AT_MOST_EVERY = 2_000;
const EXPIRES_AFTER = 5_000;

/** Who types where. Tells once in a while that a user types, and once that it has stopped. */
export class Typing {
  #typists = new Map();

  /** @param onStop told when a user has not typed for a while */
  start(ticketId, user, onStart, onStop) {
    const key = keyOf(ticketId, user);
    const now = Date.now();
    const before = this.#typists.get(key);
    if (before) {
      before.timer.refresh();
    } else {
      const timer = setTimeout(() => this.stop(ticketId, user), EXPIRES_AFTER);
      this.#typists.set(key, { timer, toldAt: -Infinity, onStop });
    }
    const typist = this.#typists.get(key);
    if (now - typist.toldAt < AT_MOST_EVERY) return;
    typist.toldAt = now;
    onStart();
  }

  stop(ticketId, user) {
    if (this.#typists.size === 0) return;
    const key = keyOf(ticketId, user);
    const typist = this.#typists.get(key);
    if (!typist) return;
    clearTimeout(typist.timer);
    this.#typists.delete(key);
    typist.onStop();
  }
}

function keyOf(ticketId, user) {
  return `${ticketId} ${user.id}`;
}
