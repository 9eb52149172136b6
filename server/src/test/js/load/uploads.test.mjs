// A hundred clients that each send 10 MiB at once, half of them in base64 and half binary, to a server
// with little memory; meanwhile others chat. Prints what it measured.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { aClient, aTicket, enter, load, range } from "../contract/support.mjs";

const CLIENTS = 100;
const SIZE = 10 * 1024 * 1024;
const PATIENCE = 240_000;

function percentile(sorted, p) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)];
}

/** Messages of another user, measured until `stop` is called. */
async function startChatting() {
  const client = aClient();
  const { id: ticketId } = await aTicket({ client });
  const worker = new Worker(new URL("./chatter.mjs", import.meta.url), {
    workerData: { client, ticketId },
  });
  worker.unref(); // a failed test ends without it
  await once(worker, "message");
  return async () => {
    worker.postMessage("stop");
    const [times] = await once(worker, "message");
    return times.sort((one, other) => one - other);
  };
}

test("a hundred files of 10 MiB at once", { timeout: PATIENCE }, async () => {
  const content = Buffer.alloc(SIZE);
  for (let i = 0; i < SIZE; i += 4) content.writeUInt32LE((i * 2654435761) >>> 0, i);
  const base64 = content.toString("base64");
  const senders = await Promise.all(
    range(1, CLIENTS).map(async () => {
      const client = aClient();
      const { id } = await aTicket({ client });
      return { id, peer: await enter(client, id) };
    }),
  );
  const stopChatting = await startChatting();

  const begun = performance.now();
  const answers = await Promise.all(
    senders.map(({ id, peer }, i) =>
      peer.socket.timeout(PATIENCE).emitWithAck("send_message", {
        ticketId: id,
        message: "ten mebibytes",
        attachments: [{ name: "large", type: "", data: i % 2 ? base64 : content }],
      }),
    ),
  );
  const seconds = (performance.now() - begun) / 1000;
  const times = await stopChatting();

  assert.deepEqual(
    answers.filter(({ ok }) => !ok),
    [],
  );
  const lost = senders.flatMap(({ peer }) => peer.all("disconnect"));
  assert.deepEqual(lost, []);
  const [{ peer, id }] = senders;
  const { messages } = await load(peer, id);
  const response = await fetch(messages[0].attachments[0].url);
  const fetched = Buffer.from(await response.arrayBuffer());
  const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
  assert.equal(hash(fetched), hash(content));

  console.log(
    `measured: ${CLIENTS} x 10 MiB in ${seconds.toFixed(1)} s; ${times.length} texts meanwhile, ` +
      `p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms, ` +
      `max ${times.at(-1).toFixed(1)} ms`,
  );
});
