// The document's sendMessageWithRetry, unchanged, over a line that breaks all the time. The person
// at the page says again what does not appear.
import assert from "node:assert/strict";
import { test } from "node:test";
import { io } from "socket.io-client";
import { cuttable } from "../browser/cuttable.mjs";
import { reconnectSnippet, retrySnippet } from "../contract/snippets.mjs";

const { TICKETCHAT_URL: server, TICKETCHAT_TOKEN: authToken, TICKETCHAT_TICKET: ticketId } = process.env;
const MESSAGES = 30; // at least, and more where the line did not break often enough
const MOST_MESSAGES = 100;
const LIVES = 10;
const SHORTEST_LIFE = 200; // bytes, both ways together
const LONGEST_LIFE = 12_000;
const IMPATIENCE = 700; // milliseconds

test("each message is stored once", { timeout: 120_000 }, async () => {
  let lives = 0;
  const proxy = await cuttable(server, () => {
    lives++;
    return SHORTEST_LIFE + Math.random() * (LONGEST_LIFE - SHORTEST_LIFE);
  });
  const socket = io(proxy.url, { reconnectionDelay: 20, reconnectionDelayMax: 200 });
  const shown = new Set();
  socket.on("new_message", ({ data }) => shown.add(data.message));
  reconnectSnippet(socket, { log() {} }, authToken);
  const sendMessageWithRetry = retrySnippet(socket, () => {}, () => {});

  const sent = [];
  while (sent.length < MESSAGES || (lives <= LIVES && sent.length < MOST_MESSAGES)) {
    const id = sent.length + 1;
    const message = `message ${id}`;
    sent.push(message);
    while (!shown.has(message)) {
      sendMessageWithRetry({ id, ticketId, message });
      await appears(message);
    }
  }
  socket.disconnect();
  await proxy.close();

  const stored = await history();
  assert.deepEqual(
    stored.map(({ message }) => message),
    sent,
  );
  assert.ok(lives > LIVES, `there were ${lives} connections`);

  /** It did, or the person has waited long enough. */
  async function appears(message) {
    for (const end = Date.now() + IMPATIENCE; !shown.has(message) && Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
});

async function history() {
  const answer = await fetch(`${server}/api/tickets/${ticketId}/chat?limit=100`, {
    headers: { Authorization: `Bearer ${authToken}` },
  });
  return (await answer.json()).messages;
}
