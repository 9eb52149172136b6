// Uploads: files that come in chunks, with the progress acknowledged, through lost connections.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import {
  aClient,
  aSuperAdmin,
  aTicket,
  connect,
  http,
  isErrorEvent,
  isRefused,
  isSoundError,
  range,
  send,
  server,
  signIn,
  tokenOf,
  unique,
} from "./support.mjs";

const CHUNK = 65_536;
const MEGABYTE = 1024 * 1024;
const LARGEST = 10 * MEGABYTE;
const NOT_FOUND = ["NOT_FOUND", "Upload was not found. Please upload the file again."];
const NO_ID = ["INVALID", "Upload ID is required"];
const EICAR = Buffer.from(
  "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
);

/** Text that is text to everyone. */
function text(size) {
  return Buffer.alloc(size, "All work and no play makes Jack a dull boy.\n");
}

/** A user at a socket, with a ticket. */
async function aUploader(options) {
  const ticket = await aTicket();
  const peer = await signIn(ticket.client, options);
  return { ticketId: ticket.id, client: ticket.client, peer };
}

async function start(peer, ticketId, size, more = {}) {
  const reply = await peer.ask("upload_start", { ticketId, name: "notes.txt", size, ...more });
  assert.equal(reply.ok, true, JSON.stringify(reply));
  return reply;
}

function chunk(peer, uploadId, offset, file) {
  return peer.ask("upload_chunk", { uploadId, offset }, file.subarray(offset, offset + CHUNK));
}

/** Sends what is missing, without waiting for each chunk, and returns the replies. */
async function sendFrom(peer, uploadId, offset, file) {
  const offsets = range(0, Math.ceil((file.length - offset) / CHUNK) - 1);
  const replies = await Promise.all(
    offsets.map((n) => chunk(peer, uploadId, offset + n * CHUNK, file)),
  );
  for (const reply of replies) assert.equal(reply.ok, true, JSON.stringify(reply));
  return replies;
}

async function upload(peer, ticketId, file, more) {
  const { uploadId } = await start(peer, ticketId, file.length, more);
  await sendFrom(peer, uploadId, 0, file);
  return uploadId;
}

/** A failed chunk: its acknowledgement, and exactly one event that says the same. */
async function isRefusedChunk(peer, args, code, message) {
  const before = peer.all("upload_error").length;
  const { ok, error } = await peer.ask("upload_chunk", ...args);
  assert.equal(ok, false);
  assert.deepEqual([error.code, error.message], [code, message]);
  const told = (await peer.count("upload_error", before + 1)).at(-1);
  isErrorEvent(told);
  assert.deepEqual([told.code, told.message], [code, message]);
  assert.deepEqual(told.uploadId, args[0]?.uploadId);
}

describe("an upload", { concurrency: true, timeout: 120_000 }, () => {
  for (const transports of [["websocket"], ["polling"]]) {
    test(`over ${transports} tells its progress with each chunk`, async () => {
      const { peer, ticketId } = await aUploader({ transports });
      const file = text(3 * CHUNK + 17);

      const started = await start(peer, ticketId, file.length);
      const replies = await sendFrom(peer, started.uploadId, 0, file);
      const finished = await peer.ask("upload_finish", { uploadId: started.uploadId });

      const { uploadId } = started;
      assert.match(uploadId, /^[0-9a-z]{26,}$/);
      assert.deepEqual(started, {
        ok: true,
        success: true,
        uploadId,
        offset: 0,
        chunkSize: CHUNK,
        size: file.length,
      });
      assert.deepEqual(
        replies,
        [CHUNK, 2 * CHUNK, 3 * CHUNK, file.length].map((offset) => ({
          ok: true,
          uploadId,
          offset,
        })),
      );
      const expected = { uploadId, name: "notes.txt", size: file.length, mimetype: "text/plain" };
      assert.deepEqual(finished, { ok: true, success: true, ...expected });
      assert.deepEqual(peer.all("upload_finished"), [{ success: true, ...expected }]);
      const { ok: _, ...toldOfStart } = started;
      assert.deepEqual(peer.all("upload_started"), [toldOfStart]);
      assert.deepEqual(peer.errors(), []);
    });
  }

  test("is answered by events too, without a wish for acknowledgements", async () => {
    const { peer, ticketId } = await aUploader();
    peer.emit("upload_start", { ticketId, name: "a.txt", size: 5 });
    const { uploadId } = await peer.next("upload_started");

    peer.emit("upload_chunk", { uploadId, offset: 0 }, Buffer.from("Hello"));
    peer.emit("upload_finish", { uploadId });

    assert.equal((await peer.next("upload_finished")).size, 5);
    assert.deepEqual(peer.names().slice(-2), ["upload_started", "upload_finished"]);
  });

  test("of exactly 10 MiB arrives, all chunks on the way at once", async () => {
    const { peer, ticketId } = await aUploader();
    const file = text(LARGEST);

    const uploadId = await upload(peer, ticketId, file);
    const finished = await peer.ask("upload_finish", { uploadId });

    assert.equal(finished.size, LARGEST, JSON.stringify(finished));
  });

  test("of one byte more is refused", async () => {
    const { peer, ticketId } = await aUploader();
    const payload = { ticketId, name: "a.txt", size: LARGEST + 1 };

    const message = "File exceeds maximum size of 10MB";
    const told = await isRefused(
      peer,
      "upload_start",
      payload,
      "upload_error",
      "TOO_LARGE",
      message,
    );

    assert.equal(told.ticketId, ticketId);
  });

  test("takes chunks in the payload, binary or in base64", async () => {
    const { peer, ticketId } = await aUploader();
    const file = text(2 * CHUNK);
    const { uploadId } = await start(peer, ticketId, file.length);

    const binary = await peer.ask("upload_chunk", {
      uploadId,
      offset: 0,
      data: file.subarray(0, CHUNK),
    });
    const base64 = await peer.ask("upload_chunk", {
      uploadId,
      offset: CHUNK,
      data: file.subarray(CHUNK).toString("base64"),
    });

    assert.deepEqual([binary.offset, base64.offset], [CHUNK, 2 * CHUNK]);
  });

  test("shows the last part of a path as its name", async () => {
    const { peer, ticketId } = await aUploader();
    const name = "..\\..\\secret/../Bericht für 東京.txt";

    const uploadId = await upload(peer, ticketId, text(5), { name, type: "text/plain" });
    const finished = await peer.ask("upload_finish", { uploadId });

    assert.equal(finished.name, "Bericht für 東京.txt", JSON.stringify(finished));
  });

  test("of a super admin goes to any ticket that is there", async () => {
    const ticket = await aTicket();
    const peer = await signIn(aSuperAdmin());

    assert.equal((await start(peer, ticket.id, 5)).offset, 0);
    await isRefused(
      peer,
      "upload_start",
      { ticketId: unique("none"), name: "a", size: 5 },
      "upload_error",
      "NOT_FOUND",
      "Ticket not found",
    );
  });

  test("of a client goes to its own tickets alone", async () => {
    const foreign = await aTicket();
    const peer = await signIn(aClient());

    for (const ticketId of [foreign.id, unique("none")]) {
      await isRefused(
        peer,
        "upload_start",
        { ticketId, name: "a", size: 5 },
        "upload_error",
        "FORBIDDEN",
        "Access denied to this ticket",
      );
    }
  });

  test("takes an authentication", async () => {
    const peer = await connect();

    for (const event of ["upload_start", "upload_chunk", "upload_finish", "upload_cancel"]) {
      const { error } = await peer.ask(event, { uploadId: "u", offset: 0 });
      assert.equal(error.code, "UNAUTHENTICATED");
    }
  });

  test("leaves room for messages of the same socket", async () => {
    const { peer, ticketId } = await aUploader();
    const sending = upload(peer, ticketId, text(LARGEST));

    const message = await send(peer, ticketId, "meanwhile");

    assert.equal(message.message, "meanwhile");
    await sending;
  });
});

describe("a chunk", { concurrency: true, timeout: 120_000 }, () => {
  test("that came before is answered with the offset reached", async () => {
    const { peer, ticketId } = await aUploader();
    const file = text(2 * CHUNK + 1);
    const { uploadId } = await start(peer, ticketId, file.length);
    await chunk(peer, uploadId, 0, file);
    await chunk(peer, uploadId, CHUNK, file);

    const repeated = await chunk(peer, uploadId, 0, file);
    await sendFrom(peer, uploadId, 2 * CHUNK, file);
    await peer.ask("upload_finish", { uploadId });
    const last = await chunk(peer, uploadId, 2 * CHUNK, file);

    assert.deepEqual(repeated, { ok: true, uploadId, offset: 2 * CHUNK });
    assert.deepEqual(last, { ok: true, uploadId, offset: file.length });
    assert.deepEqual(peer.errors(), []);
  });

  test("out of place is refused with the offset expected", async () => {
    const { peer, ticketId } = await aUploader();
    const file = text(2 * CHUNK + 5);
    const { uploadId } = await start(peer, ticketId, file.length);
    await chunk(peer, uploadId, 0, file);

    for (const [offset, length] of [
      [2 * CHUNK, 5],
      [CHUNK, 5],
      [CHUNK, CHUNK - 1],
      [CHUNK - 1, CHUNK],
      [5 * CHUNK, CHUNK],
    ]) {
      await isRefusedChunk(
        peer,
        [{ uploadId, offset }, text(length)],
        "INVALID",
        "The next chunk must begin at offset 65536 and have 65536 bytes",
      );
    }
    for (const length of [CHUNK + 5, 5 * CHUNK]) {
      await isRefusedChunk(
        peer,
        [{ uploadId, offset: CHUNK }, text(length)],
        "INVALID",
        "Chunk is larger than a chunk may be",
      );
    }
    await chunk(peer, uploadId, CHUNK, file);
    await isRefusedChunk(
      peer,
      [{ uploadId, offset: 2 * CHUNK }, text(6)],
      "INVALID",
      "The next chunk must begin at offset 131072 and have 5 bytes",
    );
    await chunk(peer, uploadId, 2 * CHUNK, file);
    await isRefusedChunk(
      peer,
      [{ uploadId, offset: file.length }, text(1)],
      "INVALID",
      "The file is complete at offset 131077: finish the upload",
    );
    assert.equal((await peer.ask("upload_finish", { uploadId })).ok, true);
  });

  test("of odd fields is refused, and the upload goes on", async () => {
    const { peer, ticketId } = await aUploader();
    const { uploadId } = await start(peer, ticketId, 5);
    const noOffset = ["INVALID", "Chunk offset must be a whole number from 0"];
    const noData = ["INVALID", "Chunk must have binary or base64 data"];

    for (const odd of [undefined, null, 7, true, "", " ", [], {}, ["u"], Buffer.from("u")]) {
      await isRefusedOddChunk([{ uploadId: odd, offset: 0 }, text(5)], NO_ID);
    }
    for (const odd of [undefined, null, -1, 1.5, 1e300, "0", true, [], {}]) {
      await isRefusedOddChunk([{ uploadId, offset: odd }, text(5)], noOffset);
    }
    for (const odd of [undefined, null, 7, true, "", "no base64!", [], {}, Buffer.alloc(0)]) {
      await isRefusedOddChunk([{ uploadId, offset: 0, data: odd }], noData);
      await isRefusedOddChunk([{ uploadId, offset: 0 }, odd], noData);
    }

    assert.equal((await chunk(peer, uploadId, 0, text(5))).offset, 5);
    assert.deepEqual(peer.all("disconnect"), []);

    async function isRefusedOddChunk(args, [code, message]) {
      const { ok, error } = await peer.ask("upload_chunk", ...args);
      assert.equal(ok, false, JSON.stringify(args));
      assert.deepEqual([error.code, error.message], [code, message], JSON.stringify(args));
    }
  });
});

describe("a start", { concurrency: true, timeout: 60_000 }, () => {
  test("of odd fields is refused with one error, and the socket lives", async () => {
    const { peer, ticketId } = await aUploader();
    const good = { ticketId, name: "a.txt", type: "text/plain", size: 5 };
    const words = {
      ticketId: "Ticket ID is required",
      name: "File must have a valid name",
      type: "File type must be a MIME type",
      size: "File size must be a whole number of at least 1",
      uploadId: "Upload ID is required",
    };
    const odd = {
      ticketId: [undefined, null, true, "", " ", [], {}],
      name: [undefined, null, 7, true, "", " ", "\u0000", "..", "/", [], {}, "x".repeat(5_000)],
      type: [7, true, [], {}, "x".repeat(5_000)],
      size: [undefined, null, 0, -1, 1.5, "5", true, [], {}, 1e300],
      uploadId: [7, true, "", " ", [], {}, "x".repeat(5_000)],
    };

    for (const [field, values] of Object.entries(odd)) {
      for (const value of values) {
        const payload = { ...good, [field]: value };
        const reply = await peer.ask("upload_start", payload);
        assert.equal(reply.ok, false, `${field} ${JSON.stringify(value)}`);
        isSoundError(reply.error);
        assert.deepEqual([reply.error.code, reply.error.message], ["INVALID", words[field]]);
      }
    }

    const many = Object.values(odd).flat().length;
    assert.equal((await peer.count("upload_error", many)).length, many);
    assert.equal((await start(peer, ticketId, 5)).offset, 0);
    assert.deepEqual(peer.all("disconnect"), []);
  });

  test("with a type that is null or missing is a start", async () => {
    const { peer, ticketId } = await aUploader();

    for (const more of [{}, { type: null }, { type: "" }]) {
      assert.equal((await start(peer, ticketId, 5, more)).offset, 0);
    }
  });

  test("is possible for twenty files at a time", async () => {
    const { peer, ticketId } = await aUploader();
    const started = await Promise.all(range(1, 20).map(() => start(peer, ticketId, 5)));

    const { error } = await peer.ask("upload_start", { ticketId, name: "a", size: 5 });

    assert.equal(error.code, "RATE_LIMITED");
    isSoundError(error);
    await peer.ask("upload_cancel", { uploadId: started[7].uploadId });
    assert.equal((await start(peer, ticketId, 5)).offset, 0);
  });
});

describe("resuming", { concurrency: true, timeout: 120_000 }, () => {
  test("goes on where the connection was lost", async () => {
    const { peer, client, ticketId } = await aUploader();
    const file = text(40 * CHUNK + 9);
    const { uploadId } = await start(peer, ticketId, file.length);
    await sendFrom(peer, uploadId, 0, file.subarray(0, 3 * CHUNK));
    // These may arrive or not.
    for (const n of range(3, 12)) {
      const piece = file.subarray(n * CHUNK, (n + 1) * CHUNK);
      peer.emit("upload_chunk", { uploadId, offset: n * CHUNK }, piece);
    }
    peer.forget();
    await peer.loseConnection();
    await peer.next("connect");
    await peer.ask("authenticate", { token: tokenOf(client) });

    const resumed = await start(peer, ticketId, file.length, { uploadId });

    assert.ok(resumed.offset >= 3 * CHUNK && resumed.offset % CHUNK === 0, String(resumed.offset));
    assert.deepEqual([resumed.uploadId, resumed.size], [uploadId, file.length]);
    await sendFrom(peer, uploadId, resumed.offset, file);
    const finished = await peer.ask("upload_finish", { uploadId });
    assert.equal(finished.size, file.length, JSON.stringify(finished));
  });

  test("works from another socket, also of both at a time", async () => {
    const { peer, client, ticketId } = await aUploader();
    const other = await signIn(client);
    const file = text(10 * CHUNK);
    const { uploadId } = await start(peer, ticketId, file.length);
    await chunk(peer, uploadId, 0, file);

    const resumed = await start(other, ticketId, file.length, { uploadId });
    await Promise.all([
      sendFrom(peer, uploadId, CHUNK, file),
      sendFrom(other, uploadId, resumed.offset, file),
    ]);

    assert.equal(resumed.offset, CHUNK);
    assert.equal((await other.ask("upload_finish", { uploadId })).size, file.length);
    assert.deepEqual([peer.errors(), other.errors()], [[], []]);
  });

  test("of a finished upload is at its end", async () => {
    const { peer, ticketId } = await aUploader();
    const uploadId = await upload(peer, ticketId, text(5));
    await peer.ask("upload_finish", { uploadId });

    assert.equal((await start(peer, ticketId, 5, { uploadId })).offset, 5);
  });

  test("of an unknown upload is told, so that the page begins anew", async () => {
    const { peer, ticketId } = await aUploader();
    const payload = { ticketId, name: "a.txt", size: 5, uploadId: "unknown" };

    const told = await isRefused(peer, "upload_start", payload, "upload_error", ...NOT_FOUND);

    assert.deepEqual([told.uploadId, told.ticketId], ["unknown", ticketId]);
  });

  test("with another file is refused", async () => {
    const { peer, client, ticketId } = await aUploader();
    const { uploadId } = await start(peer, ticketId, 5);
    const other = await aTicket({ client });

    for (const more of [{ size: 6 }, { ticketId: other.id }]) {
      const payload = { ticketId, name: "a.txt", size: 5, uploadId, ...more };
      const { error } = await peer.ask("upload_start", payload);
      assert.equal(error.code, "INVALID");
      assert.equal(error.message, "This upload was started for another file");
    }
  });
});

describe("another user's upload", { concurrency: true, timeout: 60_000 }, () => {
  test("is the same as none", async () => {
    const { peer, ticketId } = await aUploader();
    const admin = await signIn(aSuperAdmin());
    const uploadId = await upload(peer, ticketId, text(5));

    for (const id of [uploadId, "unknown"]) {
      const file = { ticketId, name: "notes.txt", size: 5, uploadId: id };
      await isRefused(admin, "upload_start", file, "upload_error", ...NOT_FOUND);
      await isRefusedChunk(admin, [{ uploadId: id, offset: 0 }, text(5)], ...NOT_FOUND);
      await isRefused(admin, "upload_finish", { uploadId: id }, "upload_error", ...NOT_FOUND);
      const canceled = await admin.ask("upload_cancel", { uploadId: id });
      assert.deepEqual(canceled, { ok: true, success: true, uploadId: id });
    }

    assert.equal((await peer.ask("upload_finish", { uploadId })).size, 5);
  });
});

describe("finishing", { concurrency: true, timeout: 60_000 }, () => {
  test("twice is finishing once", async () => {
    const { peer, ticketId } = await aUploader();
    const uploadId = await upload(peer, ticketId, text(100_000));

    const replies = await Promise.all(
      range(1, 3).map(() => peer.ask("upload_finish", { uploadId })),
    );

    assert.equal(replies[0].ok, true, JSON.stringify(replies));
    assert.deepEqual(replies, [replies[0], replies[0], replies[0]]);
  });

  test("too early says what is missing", async () => {
    const { peer, ticketId } = await aUploader();
    const file = text(CHUNK + 1);
    const { uploadId } = await start(peer, ticketId, file.length);
    await chunk(peer, uploadId, 0, file);

    await isRefused(
      peer,
      "upload_finish",
      { uploadId },
      "upload_error",
      "INVALID",
      "The file is not complete: the next chunk begins at offset 65536",
    );

    await chunk(peer, uploadId, CHUNK, file);
    assert.equal((await peer.ask("upload_finish", { uploadId })).ok, true);
  });

  for (const [what, file, name, code] of [
    ["a script", Buffer.from("#!/bin/sh\nrm -rf /\n"), "run.sh", "FILE_REJECTED"],
    ["the EICAR file", EICAR, "eicar.com", undefined],
  ]) {
    test(`${what} refuses it, and it is gone`, async () => {
      const { peer, ticketId } = await aUploader();
      const uploadId = await upload(peer, ticketId, file, { name });

      const { ok, error } = await peer.ask("upload_finish", { uploadId });

      assert.equal(ok, false);
      isSoundError(error);
      if (code) assert.equal(error.code, code);
      else assert.ok(["MALICIOUS_FILE", "FILE_REJECTED"].includes(error.code), error.code);
      assert.match(error.message, /^File /);
      assert.equal(error.uploadId, uploadId);
      const told = await peer.next("upload_error");
      isErrorEvent(told);
      assert.deepEqual([told.code, told.uploadId], [error.code, uploadId]);
      await isRefused(peer, "upload_finish", { uploadId }, "upload_error", ...NOT_FOUND);
      assert.deepEqual(peer.all("upload_finished"), []);
    });
  }

  test("many files at once finishes each", async () => {
    const { peer, ticketId } = await aUploader();
    const ids = await Promise.all(
      range(1, 12).map((n) => upload(peer, ticketId, randomText(n * 1_000))),
    );

    const replies = await Promise.all(
      ids.map((uploadId) => peer.ask("upload_finish", { uploadId })),
    );

    assert.deepEqual(
      replies.map(({ uploadId, size }) => [uploadId, size]),
      ids.map((id, n) => [id, (n + 1) * 1_000]),
    );
  });

  test("and cancelling take an ID", async () => {
    const { peer } = await aUploader();

    for (const event of ["upload_finish", "upload_cancel"]) {
      for (const uploadId of [undefined, null, 7, true, "", " ", [], {}, "x".repeat(5_000)]) {
        const { error } = await peer.ask(event, { uploadId });
        assert.deepEqual([error?.code, error?.message], NO_ID, JSON.stringify(uploadId));
      }
    }
  });
});

describe("cancelling", { concurrency: true, timeout: 60_000 }, () => {
  test("ends an upload, finished or not", async () => {
    const { peer, ticketId } = await aUploader();
    const finished = await upload(peer, ticketId, text(5));
    await peer.ask("upload_finish", { uploadId: finished });
    const { uploadId: begun } = await start(peer, ticketId, 5);

    for (const uploadId of [finished, begun]) {
      peer.emit("upload_cancel", { uploadId });
      assert.deepEqual(await peer.next("upload_canceled"), { success: true, uploadId });
      await isRefusedChunk(peer, [{ uploadId, offset: 0 }, text(5)], ...NOT_FOUND);
      await isRefused(peer, "upload_finish", { uploadId }, "upload_error", ...NOT_FOUND);
    }
  });

  test("what is not there is no error", async () => {
    const { peer } = await aUploader();

    const reply = await peer.ask("upload_cancel", { uploadId: "unknown" });

    assert.deepEqual(reply, { ok: true, success: true, uploadId: "unknown" });
    assert.deepEqual(peer.errors(), []);
  });
});

describe("uploads, with limits on", { concurrency: true, timeout: 120_000 }, () => {
  const limited = { url: server.limitedUrl };

  async function aLimitedUploader() {
    const client = aClient();
    const ticketId = unique("ticket");
    const admin = aSuperAdmin();
    const ticket = { clientId: client.id, title: "Limited" };
    const reply = await http("PUT", `/api/tickets/${ticketId}`, admin, ticket, limited);
    assert.ok(reply.status < 300, reply.text);
    return { ticketId, peer: await signIn(client, limited) };
  }

  test("may send all chunks of the largest file at once", async () => {
    const { peer, ticketId } = await aLimitedUploader();

    const uploadId = await upload(peer, ticketId, text(LARGEST));

    assert.equal((await peer.ask("upload_finish", { uploadId })).size, LARGEST);
  });

  test("are paid for in bytes when they start", async () => {
    const { peer, ticketId } = await aLimitedUploader();
    for (const _ of range(1, 6)) await start(peer, ticketId, LARGEST);

    const { error } = await peer.ask("upload_start", { ticketId, name: "a", size: LARGEST });

    assert.equal(error.code, "RATE_LIMITED");
    assert.ok(error.retryAfterMs > 1_000 && error.retryAfterMs <= 60_000, JSON.stringify(error));
    assert.equal((await peer.count("upload_error", 1)).length, 1);
  });

  test("may not repeat chunks without end", async () => {
    const { peer, ticketId } = await aLimitedUploader();
    const { uploadId } = await start(peer, ticketId, 5);
    await chunk(peer, uploadId, 0, text(5));

    const replies = await Promise.all(range(1, 400).map(() => chunk(peer, uploadId, 0, text(5))));

    const refused = replies.filter(({ ok }) => !ok);
    assert.ok(refused.length > 0, "all passed");
    for (const { error } of refused) assert.equal(error.code, "RATE_LIMITED");
  });
});

describe("a message with uploads", { concurrency: true, timeout: 60_000 }, () => {
  async function aFinishedUpload(peer, ticketId, file, more) {
    const uploadId = await upload(peer, ticketId, file, more);
    const reply = await peer.ask("upload_finish", { uploadId });
    assert.equal(reply.ok, true, JSON.stringify(reply));
    return uploadId;
  }

  test("has them beside its attachments, in order", async () => {
    const { peer, ticketId } = await aUploader();
    const uploadIds = [
      await aFinishedUpload(peer, ticketId, text(100_000), { name: "first.txt" }),
      await aFinishedUpload(peer, ticketId, text(10), { name: "second.txt" }),
    ];
    const attachments = [{ name: "beside.txt", type: "", data: "aGVsbG8=" }];

    const message = await send(peer, ticketId, "", { uploadIds, attachments });

    assert.deepEqual(
      message.attachments.map((file) => [file.originalname, file.size]),
      [
        ["beside.txt", 5],
        ["first.txt", 100_000],
        ["second.txt", 10],
      ],
    );
    const response = await fetch(message.attachments[1].url);
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), text(100_000));
  });

  test("is stored once when it is repeated, though its uploads are spent", async () => {
    const { peer, ticketId } = await aUploader();
    const uploadIds = [await aFinishedUpload(peer, ticketId, text(1_000))];
    const clientMessageId = unique("key");

    const first = await send(peer, ticketId, "once", { uploadIds, clientMessageId });
    const again = await send(peer, ticketId, "once", { uploadIds, clientMessageId });

    assert.deepEqual(again._id, first._id);
    const other = await peer.ask("send_message", { ticketId, message: "new", uploadIds });
    assert.deepEqual(
      [other.error.code, other.error.message],
      ["NOT_FOUND", "This file was already sent. Please upload it again."],
    );
    const conflict = await peer.ask("send_message", {
      ticketId,
      message: "another",
      uploadIds,
      clientMessageId,
    });
    assert.equal(conflict.error.code, "CONFLICT");
  });

  test("cannot have those of another user, nor unfinished ones", async () => {
    const { peer, ticketId } = await aUploader();
    const admin = await signIn(aSuperAdmin());
    const others = await aFinishedUpload(admin, ticketId, text(10));
    const unfinished = await upload(peer, ticketId, text(10));

    for (const uploadId of [others, unfinished, "unknown"]) {
      const { ok, error } = await peer.ask("send_message", {
        ticketId,
        message: "",
        uploadIds: [uploadId],
      });
      assert.equal(ok, false);
      assert.ok(["NOT_FOUND", "INVALID"].includes(error.code), JSON.stringify(error));
    }
  });
});

function randomText(size) {
  return Buffer.from(randomBytes(size).toString("hex").slice(0, size));
}
