// Runs docs/api.md: its marked examples in the order of the page, against the server under test.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { io as connectTo } from "socket.io-client";
import {
  DEADLINE,
  Peer,
  aClient,
  aSuperAdmin,
  aTicket,
  server,
  tokenOf,
  unique,
} from "./support.mjs";

const PAGE = new URL("../../../../../docs/api.md", import.meta.url);
const run = promisify(execFile);

describe("docs/api.md", { timeout: 60_000 }, () => {
  const ada = aClient({ name: "Ada", email: "ada@example.com" });
  const sue = aSuperAdmin({ name: "Sue", email: "sue@example.com" });
  const printer = unique("printer");
  let page;

  before(async () => {
    page = (await readFile(PAGE, "utf8"))
      .replaceAll('"ada"', `"${ada.id}"`)
      .replaceAll("printer-7", printer)
      .replaceAll("door-9", unique("door"));
    await aTicket({ client: ada, id: printer, title: "Printer on fire" });
  });

  test("shows what happens", async () => {
    const blocks = blocksOf(page);

    const session = new Session({ token: tokenOf(ada), adminToken: tokenOf(sue) });
    await session.play(blocks);

    assert.ok(blocks.length > 15, `only ${blocks.length} blocks were found`);
  });

  test("names every link's place", () => {
    const places = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) => anchor(title)));

    for (const [, link] of page.matchAll(/\]\(#([^)]+)\)/g)) assert.ok(places.has(link), link);
  });

  function anchor(title) {
    return title
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-");
  }
});

/** The marked blocks of a page, each with its kind, argument, text and line. */
function blocksOf(page) {
  const withoutComment = page.replace(/<!--[^]*?-->/, (comment) => comment.replace(/[^\n]/g, ""));
  return [...withoutComment.matchAll(/^```(js|bash|json) (\w+)\n([^]*?)^```$/gm)].map((match) => {
    const [, kind, mark, text] = match;
    return { kind, mark, text, line: withoutComment.slice(0, match.index).split("\n").length };
  });
}

/** One reader who types all examples in one go. */
class Session {
  #peers = [];
  #answer;
  #printed = [];
  #tokens;

  constructor(tokens) {
    this.#tokens = tokens;
  }

  /**
   * The scripts share a scope, so all of them become one function, with the other blocks between
   * them.
   */
  async play(blocks) {
    const source = blocks
      .map((block, at) => `${block.kind === "js" ? block.text : ""}\nawait check(${at});`)
      .join("\n");
    const AsyncFunction = (async () => {}).constructor;
    const script = new AsyncFunction("io", "token", "adminToken", "console", "check", source);
    const console = { log: (...words) => this.#printed.push(words.map(shown).join(" ")) };
    const check = (at) => this.#check(blocks[at]);
    await script(this.#io(), this.#tokens.token, this.#tokens.adminToken, console, check);
  }

  #io() {
    return (_url, options) => {
      const socket = connectTo(server.url, { forceNew: true, ...options });
      this.#peers.push(new Peer(socket));
      return socket;
    };
  }

  async #check({ kind, mark, text, line }) {
    const where = `docs/api.md:${line}`;
    if (kind === "js") await this.#checkPrinted(text, where);
    else if (kind === "bash") this.#answer = await this.#shell(text, where);
    else if (mark === "answer") sameShape(this.#answer, JSON.parse(text), where);
    else sameShape(await this.#last(mark), JSON.parse(text), where);
  }

  /**
   * What is promised is printed, in that order, now or soon; earlier examples may go on printing in
   * between.
   */
  async #checkPrinted(text, where) {
    for (const [, comment] of text.matchAll(/\/\/ → (.*)$/gm)) {
      const promised = comment.replaceAll("\\n", "\n");
      const deadline = Date.now() + DEADLINE;
      while (!this.#printed.includes(promised)) {
        assert.ok(Date.now() < deadline, `${where}: "${promised}" of ${this.#printed}`);
        await delay(5);
      }
      this.#printed.splice(0, 1 + this.#printed.indexOf(promised));
    }
  }

  async #shell(text, where) {
    const env = { ...process.env, TOKEN: this.#tokens.token, ADMIN_TOKEN: this.#tokens.adminToken };
    const command = text.replaceAll("http://localhost:5000", server.url);
    const { stdout } = await run("bash", ["-ec", command], { env });
    const answer = JSON.parse(stdout);
    assert.ok(!answer.error, `${where}: ${stdout}`);
    return answer;
  }

  /** The last event of that name that any socket of the page got, or gets soon. */
  async #last(event) {
    const got = this.#peers.flatMap((peer) => peer.all(event));
    return got.at(-1) ?? Promise.any(this.#peers.map((peer) => peer.next(event)));
  }
}

function shown(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * The same fields with values of the same types; what an array shows first is what all its entries
 * look like.
 */
function sameShape(actual, shape, where) {
  assert.equal(typeOf(actual), typeOf(shape), `${where}: ${JSON.stringify(actual)}`);
  if (typeOf(shape) === "array") {
    for (const entry of actual) sameShape(entry, shape[0], `${where}[]`);
  } else if (typeOf(shape) === "object") {
    assert.deepEqual(Object.keys(actual).sort(), Object.keys(shape).sort(), where);
    for (const key of Object.keys(shape)) sameShape(actual[key], shape[key], `${where} ${key}`);
  }
}

function typeOf(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
