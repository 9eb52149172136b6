// What a file is, by its first bytes: its name and declared type are only compared with that.

import { isUtf8 } from "node:buffer";
import { Refused } from "./refused.mjs";

/** Type, extension, where its mark is, and the mark. */
const MARKS = [
  ["image/png", ".png", 0, "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", ".jpg", 0, "\xff\xd8\xff"],
  ["image/gif", ".gif", 0, "GIF8"],
  ["image/webp", ".webp", 8, "WEBP"],
  ["application/pdf", ".pdf", 0, "%PDF-"],
  ["application/zip", ".zip", 0, "PK\x03\x04"],
  ["application/gzip", ".gz", 0, "\x1f\x8b"],
  ["audio/mpeg", ".mp3", 0, "ID3"],
  ["audio/ogg", ".ogg", 0, "OggS"],
  ["video/mp4", ".mp4", 4, "ftyp"],
  ["video/webm", ".webm", 0, "\x1a\x45\xdf\xa3"],
].map(([type, extension, at, mark]) => ({
  type,
  extension,
  at,
  mark: Buffer.from(mark, "latin1"),
}));

const TEXT = { type: "text/plain", extension: ".txt" };

/** Declared types whose files are archives inside. */
const ZIPPED = /^application\/(zip|x-zip-compressed|vnd\.(openxmlformats-|oasis\.opendocument).*)$/;

const ACTIVE = /^\s*(#!|<(!doctype|html|svg|script|\?xml|\?php))/i;
const BINARY = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;
const START = 4096;

/** @returns its type and extension; refuses what is active, unknown, or not what it is said to be */
export function fileTypeOf(bytes, declared) {
  const found = MARKS.find(({ at, mark }) => bytes.subarray(at, at + mark.length).equals(mark));
  const type = found ?? (isText(bytes) ? TEXT : undefined);
  if (!type || !agree(type.type, declared)) {
    throw new Refused("FILE_REJECTED", "This type of file is not allowed");
  }
  return type;
}

function isText(bytes) {
  const start = bytes.toString("latin1", 0, START);
  return !BINARY.test(start) && !ACTIVE.test(start) && isUtf8(bytes);
}

function agree(found, declared) {
  if (!declared || declared === found || declared === "application/octet-stream") return true;
  if (found === "application/zip") return ZIPPED.test(declared);
  return found === TEXT.type && declared.startsWith("text/") && !declared.startsWith("text/html");
}
