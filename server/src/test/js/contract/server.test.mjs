// The server itself: what answers on its port beside the chat, and who may ask from elsewhere.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { io } from "socket.io-client";
import { aClient, aTicket, enter, http, send, server } from "./support.mjs";

const clientVersion = createRequire(import.meta.url)("socket.io-client/package.json").version;

describe("the server", { concurrency: true, timeout: 30_000 }, () => {
  test("says that it lives and that it is ready", async () => {
    for (const path of ["/healthz", "/readyz"])
      assert.equal((await http("GET", path)).status, 200, path);
  });

  test("shows metrics for Prometheus, without anybody's data", async () => {
    const ticket = await aTicket({ client: aClient({ name: "Very Private" }) });
    await send(await enter(ticket.client, ticket.id), ticket.id, "very secret");

    const { status, headers, text } = await http("GET", "/metrics");

    assert.equal(status, 200);
    assert.match(headers.get("content-type"), /^text\/plain/);
    assert.match(text, /^# TYPE \w+ \w+$/m);
    assert.doesNotMatch(text, /very secret|Very Private/);
    assert.ok(!text.includes(ticket.client.id) && !text.includes(ticket.id));
  });

  test("counts answers and refusals, by route and by code", async () => {
    const ticket = await aTicket();
    const socket = await enter(ticket.client, ticket.id);

    assert.equal((await http("GET", "/api/tickets")).status, 401);
    assert.equal((await socket.ask("join_ticket", {})).ok, false);

    const { text } = await http("GET", "/metrics");
    assert.match(text, /^ticketchat_http_requests_total\{route="\/api\/tickets",status="401"\} [1-9]/m);
    assert.match(text, /^ticketchat_refused_total\{code="INVALID"\} [1-9]/m);
  });

  for (const file of ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js"]) {
    test(`serves the official client: ${file}`, async () => {
      const { status, headers, text } = await http("GET", `/socket.io/${file}`);

      assert.equal(status, 200);
      assert.match(headers.get("content-type"), /^(application|text)\/javascript/);
      assert.ok(text.includes(`v${clientVersion}`), text.slice(0, 100));
      const again = await http("GET", `/socket.io/${file}`, undefined, undefined, {
        headers: { "if-none-match": headers.get("etag") },
      });
      assert.equal(again.status, 304);
      const map = await http("GET", `/socket.io/${file}.map`);
      assert.equal(map.status, 200);
    });
  }

  test("shows the example page, at its own address and at the root", async () => {
    for (const path of ["/examples/websocket-chat-client.html", "/"]) {
      const { status, headers, text } = await http("GET", path);
      assert.equal(status, 200, path);
      assert.match(headers.get("content-type"), /^text\/html/);
      assert.match(text, /<title>/);
    }
  });

  test("refuses Engine.IO 3 in the words that its clients know", async () => {
    for (const query of ["EIO=3&transport=polling", "transport=polling"]) {
      const { status, body } = await http("GET", `/socket.io/?${query}`);
      assert.equal(status, 400);
      assert.deepEqual(body, { code: 5, message: "Unsupported protocol version" });
    }
  });

  test("refuses an unknown namespace", async () => {
    const socket = io(`${server.url}/other`, {
      forceNew: true,
      reconnection: false,
      transports: ["websocket"],
    });

    const error = await new Promise((resolve) => socket.once("connect_error", resolve));
    socket.close();

    assert.equal(error.message, "Invalid namespace");
  });
});

describe("other origins", { concurrency: true, timeout: 30_000 }, () => {
  const origin = "https://helpdesk.example";
  const headers = { origin };

  for (const path of [
    "/api/tickets",
    "/socket.io/?EIO=4&transport=polling",
    "/socket.io/socket.io.js",
    "/api/nothing",
  ]) {
    test(`may read ${path}, without credentials`, async () => {
      const reply = await http("GET", path, aClient(), undefined, { headers });

      assert.equal(reply.headers.get("access-control-allow-origin"), "*");
      assert.equal(reply.headers.get("access-control-allow-credentials"), null);
    });
  }

  for (const path of [
    "/api/tickets",
    "/api/tickets/x",
    "/api/tickets/x/chat",
    "/socket.io/?EIO=4&transport=polling",
  ]) {
    test(`may ask first: ${path}`, async () => {
      const ask = {
        ...headers,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization,content-type",
      };

      const reply = await http("OPTIONS", path, undefined, undefined, { headers: ask });

      assert.ok(reply.status === 204 || reply.status === 200, String(reply.status));
      assert.equal(reply.headers.get("access-control-allow-origin"), "*");
      assert.match(reply.headers.get("access-control-allow-methods"), /PUT/);
      assert.match(reply.headers.get("access-control-allow-headers"), /authorization/i);
      assert.match(reply.headers.get("access-control-allow-headers"), /content-type/i);
    });
  }

  test("may read an error too", async () => {
    const reply = await http("GET", "/api/tickets", undefined, undefined, { headers });

    assert.equal(reply.status, 401);
    assert.equal(reply.headers.get("access-control-allow-origin"), "*");
  });
});
