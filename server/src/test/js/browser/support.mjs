// What the browser tests share: people with tokens, a Chromium, tickets to talk in.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { io } from "socket.io-client";

const environment = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set: these tests run from BrowserIT`);
  return process.env[name];
};

export const server = environment("TICKETCHAT_URL");
const secret = environment("TICKETCHAT_JWT_SECRET");
const screenshots = new URL("../../../../target/screenshots/", import.meta.url).pathname;

export const clara = { id: "clara", name: "Clara Client", email: "clara@example.com", type: "client", company: "ACME" };
export const ada = { id: "ada", name: "Ada Agent", email: "ada@example.com", type: "superadmin" };

/** A JWT as a help desk's backend signs it. */
export function tokenFor(user, { expiresIn = 3600 } = {}) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + expiresIn;
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ ...user, exp })}`;
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}

/** A new ticket of Clara's, so that tests do not meet. */
export async function newTicket(title = "Printer does not print", { clientId = clara.id, status = "open" } = {}) {
  const id = `t-${randomUUID()}`;
  await putTicket(id, { clientId, title, status });
  return id;
}

export async function putTicket(id, ticket) {
  const answer = await fetch(`${server}/api/tickets/${id}`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${tokenFor(ada)}`, "Content-Type": "application/json" },
    body: JSON.stringify(ticket),
  });
  if (!answer.ok) throw new Error(`PUT ticket: ${answer.status} ${await answer.text()}`);
}

/** The official client without a page: for people off screen, and for a history to scroll in. */
export async function connected(user) {
  const socket = io(server, { auth: { token: tokenFor(user) }, forceNew: true });
  await new Promise((resolve, reject) => {
    socket.once("authenticated", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

/** Sends texts in order, and waits where the rate limit asks to. */
export async function say(user, ticketId, texts) {
  const socket = await connected(user);
  for (const message of texts) {
    for (let answer; !answer?.ok; ) {
      answer = await socket.timeout(10_000).emitWithAck("send_message", { ticketId, message });
      if (answer.ok) continue;
      if (answer.error.code !== "RATE_LIMITED") throw new Error(answer.error.message);
      await new Promise((resolve) => setTimeout(resolve, answer.error.retryAfterMs));
    }
  }
  socket.disconnect();
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

/** A window of its own, signed in by the kind of link that the demo prints. */
export async function signedIn(browser, user, { ticket, base = server, token = tokenFor(user), ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.problems = watch(page);
  const fragment = new URLSearchParams({ token, ...(ticket ? { ticket } : {}) });
  await page.goto(`${base}/#${fragment}`);
  await page.locator("#connection").filter({ hasText: "Live" }).waitFor({ state: "attached" });
  return page;
}

/** Collects what a healthy page never has: script errors, dialogs, refusals by the CSP. */
export function watch(page) {
  const problems = [];
  page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("console", (line) => {
    if (line.text().includes("Content Security Policy")) problems.push(line.text());
  });
  return problems;
}

export async function send(page, text) {
  await page.locator("#messageInput").fill(text);
  await page.locator("#messageInput").press("Enter");
}

export const bubble = (page, text) => page.locator(".bubble").filter({ hasText: text });

export async function screenshot(page, name) {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: `${screenshots}${name}.png` });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const emptyHistory = (page) => page.locator("#earlier", { hasText: "No messages yet" }).waitFor();

/** No finding, and no contrast that axe could not judge. */
export async function assertAccessible(page, where) {
  await page.evaluate(axeSource);
  const findings = await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations, incomplete } = await axe.run({ runOnly: tags });
    const unsure = incomplete.filter(({ id }) => id === "color-contrast");
    return [...violations, ...unsure].map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("; ")}`);
  });
  assert.deepEqual(findings, [], where);
}
