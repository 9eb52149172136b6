// Attachments: from the payload to the disk.

import { randomUUID, webcrypto } from "node:crypto";
import { mkdirSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileTypeOf } from "./filetypes.mjs";
import { Refused, invalid } from "./refused.mjs";

const MOST = 10;
const LARGEST = 10 * 1024 * 1024;
const LONGEST_NAME = 255;
const PATH = "/uploads/chat/";

export class Files {
  #folder;
  #prefix;

  /** @param publicUrl where the server is reached, in front of the path of each file */
  constructor(dataDir, publicUrl) {
    this.#folder = join(dataDir, "uploads");
    this.#prefix = publicUrl + PATH;
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Stores all of them, synced, or none. */
  async keep(attachments) {
    const files = attachments.map(read);
    const written = await Promise.allSettled(files.map((file) => this.#write(file)));
    const failed = written.find(({ status }) => status === "rejected");
    if (failed) {
      await this.discard(files);
      throw failed.reason;
    }
    await sync(this.#folder);
    return written.map(({ value }) => value);
  }

  async discard(files) {
    await Promise.all(
      files.map(({ filename }) => rm(join(this.#folder, filename), { force: true })),
    );
  }

  async #write({ filename, originalname, mimetype, bytes }) {
    const file = await open(join(this.#folder, filename), "wx");
    try {
      const [digest] = await Promise.all([
        webcrypto.subtle.digest("SHA-256", bytes),
        file.writeFile(bytes).then(() => file.sync()),
      ]);
      return {
        filename,
        originalname,
        mimetype,
        size: bytes.length,
        path: PATH + filename,
        url: this.#prefix + filename,
        uploadedAt: new Date().toISOString(),
        hash: Buffer.from(digest).toString("hex"),
      };
    } finally {
      await file.close();
    }
  }
}

/** What the list of attachments must be before any of it is looked at. */
export function attachmentList(list) {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw invalid("Attachments must be an array");
  if (list.length > MOST) throw new Refused("TOO_LARGE", `At most ${MOST} attachments are allowed`);
  return list;
}

function read(attachment, index) {
  const which = `Attachment ${index + 1}`;
  if (attachment === null || typeof attachment !== "object" || Array.isArray(attachment)) {
    throw invalid(`${which} must be an object`);
  }
  const originalname = nameOf(attachment.name);
  if (!originalname) throw invalid(`${which} must have a valid name`);
  const bytes = decode(attachment.data);
  if (!bytes) throw invalid(`${which} must have valid base64 data`);
  if (bytes.length > LARGEST) {
    throw new Refused("TOO_LARGE", `${which} exceeds maximum size of 10MB`);
  }
  const { type: mimetype, extension } = fileTypeOf(bytes, attachment.type);
  return { filename: randomUUID() + extension, originalname, mimetype, bytes };
}

function nameOf(name) {
  if (typeof name !== "string") return "";
  const last = basename(name.replaceAll("\\", "/"));
  return last.replace(/\p{Cc}/gu, "").slice(0, LONGEST_NAME);
}

/** Node skips what is not base64: it was if nothing is missing from the result. */
function decode(data) {
  if (Buffer.isBuffer(data)) return data;
  if (typeof data !== "string") return undefined;
  const base64 = data.startsWith("data:") ? data.slice(data.indexOf(",") + 1) : data;
  const bytes = Buffer.from(base64, "base64");
  return bytes.length > 0 && bytes.length === Buffer.byteLength(base64, "base64")
    ? bytes
    : undefined;
}

/** Makes names durable, as the files' own sync does not. */
async function sync(folder) {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
