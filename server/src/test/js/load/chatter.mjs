// Chats in a thread of its own until it is told to stop, and says how long each message took until
// it was acknowledged: what it measures is the server, not the load beside it.

import { parentPort, workerData } from "node:worker_threads";
import { enter, send } from "../contract/support.mjs";

const { client, ticketId } = workerData;
const peer = await enter(client, ticketId);
let stopped = false;
parentPort.once("message", () => (stopped = true));
parentPort.postMessage("ready");
const times = [];
while (!stopped) {
  const begun = performance.now();
  await send(peer, ticketId, `text ${times.length}`);
  times.push(performance.now() - begun);
  await new Promise((resolve) => setTimeout(resolve, 20));
}
peer.close();
parentPort.postMessage(times);
parentPort.close();
