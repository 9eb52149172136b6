// The official JavaScript client against a running server, whose address is in SERVER_URL.

import assert from "node:assert/strict";
import { once } from "node:events";
import { afterEach, describe, test } from "node:test";
import { io } from "socket.io-client";
import ioV2 from "socket.io-client-v2";

const url = process.env.SERVER_URL;
const open = [];

/** A socket that is closed after its test. */
function client(namespace = "/", options = {}) {
  const socket = io(url + namespace, { forceNew: true, reconnection: false, ...options });
  open.push(socket);
  return socket;
}

/** Resolves with the arguments of the next such event. */
function next(socket, event) {
  return new Promise((resolve) => socket.once(event, (...args) => resolve(args)));
}

async function connected(namespace, options) {
  const socket = client(namespace, options);
  await next(socket, "connect");
  return socket;
}

afterEach(() => {
  for (const socket of open.splice(0)) {
    socket.disconnect();
  }
});

const transports = {
  websocket: { transports: ["websocket"] },
  polling: { transports: ["polling"] },
  "polling with upgrade": { transports: ["polling", "websocket"] },
};

for (const [name, options] of Object.entries(transports)) {
  describe(`over ${name}`, { timeout: 30_000 }, () => {
    test("connects and tells its auth", async () => {
      const socket = client("/", { ...options, auth: { token: "123" } });

      assert.deepEqual(await next(socket, "auth"), [{ token: "123" }]);
      assert.notEqual(socket.id, socket.io.engine.id);
    });

    test("exchanges events of any arguments", async () => {
      const socket = await connected("/", options);
      const args = [1, "zwei 😀", { three: [true, null, 1.5] }, []];

      socket.emit("echo", ...args);

      assert.deepEqual(await next(socket, "echo-back"), args);
    });

    test("exchanges bytes", async () => {
      const socket = await connected("/", options);

      socket.emit("echo", Buffer.from([1, 2, 3]), { deep: [Buffer.from([4])] });
      const [first, second] = await next(socket, "echo-back");

      assert.deepEqual([...first], [1, 2, 3]);
      assert.deepEqual([...second.deep[0]], [4]);
    });

    test("gets its acks, with bytes too", async () => {
      const socket = await connected("/", options);

      const [text, bytes] = await socket.timeout(10_000).emitWithAck("ack", "a", Buffer.from([7]));

      assert.equal(text, "a");
      assert.deepEqual([...bytes], [7]);
    });

    test("keeps the order of many events", async () => {
      const socket = await connected("/", options);
      const seen = [];
      const all = new Promise((resolve) =>
        socket.on("echo-back", (n) => seen.push(n) === 500 && resolve()),
      );

      for (let n = 0; n < 500; n++) {
        socket.emit("echo", n);
      }
      await all;

      assert.deepEqual(seen, [...seen.keys()]);
    });

    test("exchanges messages near the limit", async () => {
      const socket = await connected("/", options);
      const text = "x".repeat(900_000);
      const bytes = Buffer.alloc(600_000, 42);

      socket.emit("echo", text);
      assert.equal((await next(socket, "echo-back"))[0].length, text.length);
      socket.emit("echo", bytes);
      assert.ok(Buffer.from((await next(socket, "echo-back"))[0]).equals(bytes));
    });
  });
}

describe("the connection", { timeout: 30_000 }, () => {
  test("upgrades from polling to websocket and loses nothing meanwhile", async () => {
    const socket = client("/", { transports: ["polling", "websocket"] });
    const upgraded = new Promise((resolve) =>
      socket.io.once("open", () => socket.io.engine.once("upgrade", resolve)),
    );
    await next(socket, "connect");
    const seen = [];
    const all = new Promise((resolve) =>
      socket.on("echo-back", (n) => seen.push(n) === 200 && resolve()),
    );

    for (let n = 0; n < 200; n++) {
      socket.emit("echo", n);
      await new Promise(setImmediate);
    }
    await Promise.all([all, upgraded]);

    assert.deepEqual(seen, [...seen.keys()]);
    assert.equal(socket.io.engine.transport.name, "websocket");
  });

  test("comes back by itself after the server closed the transport", async () => {
    const socket = await connected("/", { reconnection: true, reconnectionDelay: 10 });
    const before = socket.id;

    socket.emit("close-transport");
    const [reason] = await next(socket, "disconnect");
    await next(socket, "connect");

    assert.match(reason, /transport (close|error)/);
    assert.notEqual(socket.id, before);
    assert.deepEqual(await socket.emitWithAck("ack", "back"), ["back"]);
  });

  test("stays away after the server disconnected it, and may come back when asked", async () => {
    const socket = await connected("/", { reconnection: true, reconnectionDelay: 10 });

    socket.emit("kick");
    assert.deepEqual((await next(socket, "disconnect"))[0], "io server disconnect");
    assert.equal(socket.active, false);

    socket.connect();
    await next(socket, "connect");
    assert.deepEqual(await socket.emitWithAck("ack", "back"), ["back"]);
  });

  test("tells the server that a client left", async () => {
    const watcher = await connected();
    const socket = await connected();
    const id = socket.id;

    const gone = next(watcher, "gone");
    await watcher.emitWithAck("watch", id);
    socket.disconnect();

    assert.deepEqual(await gone, [id, "client namespace disconnect"]);
  });
});

describe("namespaces", { timeout: 30_000 }, () => {
  test("share one connection and keep their events apart", async () => {
    const main = await connected("/", { forceNew: false });
    const custom = main.io.socket("/custom");
    open.push(custom);
    await next(custom, "connect");

    main.on("echo-back", () => assert.fail("an event of another namespace"));
    custom.emit("echo", "custom");

    assert.deepEqual(await next(custom, "echo-back"), ["custom"]);
    assert.deepEqual(await main.emitWithAck("ack", "main"), ["main"]);
  });

  test("refuse a name that the server does not have", async () => {
    const [error] = await next(client("/unknown"), "connect_error");

    assert.equal(error.message, "Invalid namespace");
  });

  test("refuse a client that middleware refuses, with the data, and take it when it knows better", async () => {
    const socket = client("/admin", { auth: { token: "wrong" } });
    const [error] = await next(socket, "connect_error");

    assert.equal(error.message, "not authorized");
    assert.deepEqual(error.data, { code: 401 });

    socket.auth = { token: "secret" };
    socket.connect();
    await next(socket, "connect");
  });
});

describe("the server", { timeout: 30_000 }, () => {
  test("asks a client and gets its answer, with bytes too", async () => {
    const socket = await connected();
    socket.on("question", (bytes, answer) => answer("yes", bytes));

    const [answer, bytes] = await socket.emitWithAck("ask-me", Buffer.from([9]));

    assert.equal(answer, "yes");
    assert.deepEqual([...bytes], [9]);
  });

  test("gives up on a client that does not answer", async () => {
    const socket = await connected();
    socket.on("question", () => {});

    assert.deepEqual(await socket.emitWithAck("ask-me-briefly"), ["timeout"]);
  });

  test("broadcasts to a room, to the others in it, and not to who left", async () => {
    const [a, b, c] = await Promise.all([connected(), connected(), connected()]);
    const heard = [];
    for (const [name, socket] of Object.entries({ a, b, c })) {
      socket.on("said", (text) => heard.push(`${name}: ${text}`));
      await socket.emitWithAck("join", "room");
    }
    await c.emitWithAck("leave", "room");

    await a.emitWithAck("say-to-others", "room", "hello others");
    await a.emitWithAck("say-to-all", "room", "hello all");
    await Promise.all([a, b, c].map((socket) => socket.emitWithAck("ack")));

    assert.deepEqual(heard.sort(), ["a: hello all", "b: hello all", "b: hello others"]);
  });

  test("sends volatile events to a client that takes them", async () => {
    const socket = await connected("/", { transports: ["websocket"] });

    socket.emit("volatile");

    assert.deepEqual(await next(socket, "tick"), [1]);
  });

  test("serves the browser's client", async () => {
    const response = await fetch(`${url}/socket.io/socket.io.js`);
    const etag = response.headers.get("etag");
    const again = await fetch(`${url}/socket.io/socket.io.js`, {
      headers: { "if-none-match": etag },
    });

    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type"), /^application\/javascript/);
    assert.match(await response.text(), /Socket\.IO v4\.8\./);
    assert.equal(again.status, 304);
  });
});

describe("a client of version 2", { timeout: 30_000 }, () => {
  test("is refused", async () => {
    const socket = ioV2(url, { forceNew: true, reconnection: false, transports: ["polling"] });
    open.push(socket);

    const [error] = await once(socket, "connect_error");

    assert.equal(error.type, "TransportError");
    assert.equal(error.description, 400);
  });

  test("is told that its protocol is not spoken", async () => {
    const response = await fetch(`${url}/socket.io/?EIO=3&transport=polling`);

    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), { code: 5, message: "Unsupported protocol version" });
  });
});
