// Files: what goes with a message, over either transport and in either form, and what is refused.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import {
  DEADLINE,
  aClient,
  aConversation,
  aTicket,
  connect,
  enter,
  has,
  isRefused,
  load,
  send,
  server,
  settle,
  signIn,
  tokenOf,
  unique,
} from "./support.mjs";

const MiB = 1024 * 1024;
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);
const EICAR = Buffer.from(
  "WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=",
  "base64",
);

/** Bytes of no known kind. */
function noise(size) {
  return Buffer.concat([Buffer.from([0xfb, 0x00, 0x01]), randomBytes(size - 3)]);
}

function base64(bytes) {
  return bytes.toString("base64");
}

function attachment(name, bytes, type = "") {
  return { name, type, data: base64(bytes) };
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

async function download(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE) });
  assert.equal(response.status, 200, await response.clone().text());
  return Buffer.from(await response.arrayBuffer());
}

for (const transports of [["websocket"], ["polling"]]) {
  describe(`a file over ${transports}`, { concurrency: true, timeout: 60_000 }, () => {
    test("goes with a text, and all in the room can fetch it", async () => {
      const { ticketId, clientSide, adminSide } = await aConversation({ transports });

      const message = await send(clientSide, ticketId, "Check out these files!", {
        attachments: [attachment("a picture.png", PNG, "image/png")],
      });
      const told = await adminSide.next("new_message");

      assert.deepEqual(told.data, message);
      const [file] = message.attachments;
      has(file, { originalname: "a picture.png", mimetype: "image/png", size: PNG.length });
      assert.match(file.filename, /^[0-9a-v]{32}\.png$/);
      assert.equal(file.path, `/uploads/chat/${file.filename}`);
      assert.ok(file.url.includes(file.path), file.url);
      assert.match(file.uploadedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.deepEqual(await download(file.url), PNG);
    });

    test("goes without a text", async () => {
      const { ticketId, clientSide } = await aConversation({ transports });

      const message = await send(clientSide, ticketId, "", {
        attachments: [attachment("notes.txt", Buffer.from("just a note"), "text/plain")],
      });

      assert.equal(message.message, "");
      has(message.attachments[0], { mimetype: "text/plain", size: 11 });
    });

    test("comes as base64, as a data URL, or as bytes, small or large", async () => {
      const { ticketId, clientSide } = await aConversation({ transports });
      for (const bytes of [noise(1_000), noise(300_001)]) {
        const forms = [base64(bytes), `data:;base64,${base64(bytes)}`, bytes];

        const message = await send(clientSide, ticketId, "three times the same", {
          attachments: forms.map((data, i) => ({ name: `file ${i}`, type: "", data })),
        });

        assert.equal(message.attachments.length, 3);
        for (const file of message.attachments) {
          assert.equal(file.size, bytes.length);
          assert.equal(sha256(await download(file.url)), sha256(bytes));
        }
      }
    });

    test("may have 10 MiB, and not one byte more", async () => {
      const { ticketId, clientSide } = await aConversation({ transports });
      const most = noise(10 * MiB);

      const message = await send(clientSide, ticketId, "large", {
        attachments: [attachment("one", most), attachment("two", most)],
      });
      assert.deepEqual(
        message.attachments.map((file) => file.size),
        [10 * MiB, 10 * MiB],
      );
      assert.equal(sha256(await download(message.attachments[1].url)), sha256(most));

      for (const size of [10 * MiB + 1, 15 * MiB]) {
        await isRefused(
          clientSide,
          "send_message",
          {
            ticketId,
            message: "too large",
            attachments: [attachment("fits", PNG), attachment("not", noise(size))],
          },
          "send_message_error",
          "TOO_LARGE",
          "Attachment 2 exceeds maximum size of 10MB",
        );
      }
      assert.equal(clientSide.all("disconnect").length, 0);
      await send(clientSide, ticketId, "still here");
    });
  });
}

describe("a message with files", { concurrency: true, timeout: 60_000 }, () => {
  test("is stored with all of them or not at all", async () => {
    const { ticketId, clientSide } = await aConversation();

    await isRefused(
      clientSide,
      "send_message",
      {
        ticketId,
        message: "two files",
        attachments: [attachment("good.png", PNG), attachment("bad.txt", EICAR)],
      },
      "send_message_error",
      "MALICIOUS_FILE",
      "Attachment 2 contains malicious content",
    );

    assert.equal((await load(clientSide, ticketId)).total, 0);
  });

  test("shows the same files in history, with links that work", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const message = await send(clientSide, ticketId, "look", {
      attachments: [attachment("one.png", PNG), attachment("two.png", PNG)],
    });

    const { messages } = await load(adminSide, ticketId);

    assert.deepEqual(
      messages[0].attachments.map((file) => [file.filename, file.originalname]),
      message.attachments.map((file) => [file.filename, file.originalname]),
    );
    for (const file of messages[0].attachments) {
      assert.deepEqual(await download(file.url), PNG);
    }
  });

  test("has at most ten", async () => {
    const { ticketId, clientSide } = await aConversation();
    const files = (many) => Array.from({ length: many }, (_, i) => attachment(`${i}.png`, PNG));

    const message = await send(clientSide, ticketId, "ten", { attachments: files(10) });
    assert.equal(message.attachments.length, 10);

    await isRefused(
      clientSide,
      "send_message",
      { ticketId, message: "eleven", attachments: files(11) },
      "send_message_error",
      "TOO_LARGE",
      "A message can have at most 10 files",
    );
  });

  test("is stored once, however often it is repeated under its key", async () => {
    const { ticketId, clientSide } = await aConversation();
    const request = {
      clientMessageId: unique("key"),
      attachments: [attachment("one.png", PNG), attachment("notes", noise(100_000))],
    };

    const first = await send(clientSide, ticketId, "again", request);
    const second = await send(clientSide, ticketId, "again", request);

    assert.equal(second._id, first._id);
    assert.equal((await load(clientSide, ticketId)).total, 1);
    await isRefused(
      clientSide,
      "send_message",
      { ticketId, message: "again", ...request, attachments: request.attachments.slice(0, 1) },
      "send_message_error",
      "CONFLICT",
      "This clientMessageId was already used for another message",
    );
  });

  test("does not hold up other tickets, and keeps its place in its own", async () => {
    const client = aClient();
    const [slow, other] = await Promise.all([aTicket({ client }), aTicket({ client })]);
    const peer = await enter(client, slow.id);
    const files = Array.from({ length: 5 }, (_, i) => attachment(`${i}`, noise(2 * MiB)));

    const answers = [];
    const note = (what) => (reply) => answers.push([what, reply.ok]);
    await Promise.all([
      peer
        .ask("send_message", { ticketId: slow.id, message: "files", attachments: files })
        .then(note("files")),
      peer.ask("send_message", { ticketId: slow.id, message: "after" }).then(note("after")),
      peer.ask("send_message", { ticketId: other.id, message: "other" }).then(note("other")),
    ]);

    assert.ok(answers.every(([, ok]) => ok), JSON.stringify(answers));
    const { messages } = await load(peer, slow.id);
    assert.deepEqual(
      messages.map(({ message }) => message),
      ["files", "after"],
    );
  });

  test("takes only what it says it is", async () => {
    const { ticketId, clientSide } = await aConversation();
    for (const [name, type, bytes] of [
      ["page.html", "text/html", Buffer.from("<!doctype html><script>alert(1)</script>")],
      ["photo.png", "image/png", Buffer.from("<html><body>not a photo</body></html>")],
      ["photo.jpg", "image/jpeg", PNG],
      ["run.sh", "", Buffer.from("#!/bin/sh\necho pwned\n")],
      ["drawing.svg", "image/svg+xml", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ]) {
      const reply = await clientSide.ask("send_message", {
        ticketId,
        message: "hostile",
        attachments: [attachment(name, bytes, type)],
      });

      assert.equal(reply.ok, false, name);
      assert.equal(reply.error.code, "FILE_REJECTED", JSON.stringify(reply));
      assert.match(reply.error.message, /^Attachment 1 /);
    }
  });

  test("cleans the names of its files", async () => {
    const { ticketId, clientSide } = await aConversation();
    const names = ["../../etc/passwd.png", "C:\\temp\\a.png", "bell\u0007.png", "\u202egnp.exe.png"];

    const { attachments } = await send(clientSide, ticketId, "names", {
      attachments: names.map((name) => attachment(name, PNG)),
    });

    assert.deepEqual(
      attachments.map((file) => file.originalname),
      ["passwd.png", "a.png", "bell.png", "gnp.exe.png"],
    );
  });

  test("may come before the sender is known, once for each connection", async () => {
    const { ticketId, client, adminSide } = await aConversation();
    const peer = await connect();
    const large = { ticketId, message: "buffered", attachments: [attachment("big", noise(MiB))] };

    const first = peer.ask("send_message", large);
    const second = peer.ask("send_message", large);
    peer.emit("authenticate", { token: tokenOf(client) });

    assert.equal((await first).ok, true);
    const refused = await second;
    assert.equal(refused.ok, false);
    assert.ok(["UNAVAILABLE", "UNAUTHENTICATED"].includes(refused.error.code));
    await adminSide.next("new_message");
    assert.equal((await peer.ask("send_message", large)).ok, true);
  });

  test("is refused where its text is too long to be one", async () => {
    const { ticketId, clientSide } = await aConversation();
    for (const message of ["x".repeat(200_000), "é".repeat(1_000_000)]) {
      await isRefused(
        clientSide,
        "send_message",
        { ticketId, message },
        "send_message_error",
        "TOO_LARGE",
        "Message must be at most 10,000 characters",
      );
    }
  });

  test("says which file has no base64, be it small or large", async () => {
    const { ticketId, clientSide } = await aConversation();
    for (const data of ["!!!!", `${"A".repeat(100_000)}!`, "é".repeat(100_000)]) {
      await isRefused(
        clientSide,
        "send_message",
        {
          ticketId,
          message: "broken",
          attachments: [attachment("good.png", PNG), { name: "broken", type: "", data }],
        },
        "send_message_error",
        "INVALID",
        "Attachment 2 must have valid base64 data",
      );
    }
  });

  test("cannot be sent to a ticket of another", async () => {
    const { id } = await aTicket();
    const stranger = await signIn(aClient());

    await isRefused(
      stranger,
      "send_message",
      { ticketId: id, message: "", attachments: [attachment("a.png", PNG)] },
      "send_message_error",
      "FORBIDDEN",
      "Access denied to this ticket",
    );
  });
});

describe("a link to a file", { concurrency: true, timeout: 30_000 }, () => {
  test("opens nothing without its signature, nor with another's", async () => {
    const { ticketId, clientSide } = await aConversation();
    const { attachments } = await send(clientSide, ticketId, "two", {
      attachments: [attachment("1.png", PNG), attachment("2.png", PNG)],
    });
    const [one, two] = attachments.map((file) => new URL(file.url));

    const bare = await fetch(server.url + one.pathname);
    const swapped = await fetch(server.url + one.pathname + two.search);
    const unknown = await fetch(`${server.url}/uploads/chat/${"0".repeat(32)}.png${one.search}`);

    for (const response of [bare, swapped, unknown]) {
      assert.equal(response.status, 403);
      assert.equal((await response.arrayBuffer()).byteLength < 500, true);
    }
  });

  test("shows a picture in a page of any origin, and runs nothing", async () => {
    const { ticketId, clientSide, adminSide } = await aConversation();
    const { attachments } = await send(clientSide, ticketId, "one", {
      attachments: [attachment("résumé 🙂.png", PNG)],
    });

    const response = await fetch(attachments[0].url, { headers: { origin: "https://a.example" } });

    assert.equal(response.headers.get("content-type"), "image/png");
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.match(response.headers.get("content-security-policy"), /sandbox/);
    assert.match(response.headers.get("content-disposition"), /^inline; filename="/);
    assert.match(
      response.headers.get("content-disposition"),
      /filename\*=UTF-8''r%C3%A9sum%C3%A9%20%F0%9F%99%82\.png$/,
    );
    await settle(clientSide, ticketId, adminSide);
  });
});
