// What goes wrong in the life of a chat page, and that nothing is lost or doubled by it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ada, bubble, clara, emptyHistory, launch, newTicket, say, screenshot, send, server, signedIn, tokenFor, watch } from "./support.mjs";
import { cuttable } from "./cuttable.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const texts = (page) => page.locator(".bubble").allTextContents();
const state = (page, words) => page.locator("#connection", { hasText: words }).waitFor();

test("what is written offline goes out once, in order, and what was missed comes in", async () => {
  const ticket = await newTicket("Bad reception");
  const page = await signedIn(browser, clara, { ticket });
  await send(page, "before");
  await bubble(page, "before").waitFor();

  await page.context().setOffline(true);
  await state(page, "Offline");
  await send(page, "offline one");
  await send(page, "offline two");
  await page.locator(".delivery", { hasText: "Waiting for the connection" }).last().waitFor();
  await say(ada, ticket, ["are you there?"]);
  await screenshot(page, "offline");
  await page.context().setOffline(false);
  await state(page, "Live");
  await page.locator(".message:last-child .delivery", { hasText: "Sent" }).waitFor();

  const all = ["before", "are you there?", "offline one", "offline two"];
  await page.waitForFunction((count) => document.querySelectorAll(".bubble").length === count, all.length);
  assert.deepEqual(await texts(page), all);
  const other = await signedIn(browser, ada, { ticket });
  await bubble(other, "offline two").waitFor();
  assert.deepEqual(await texts(other), all);
});

test("a message whose answer was lost with the connection is stored and shown once", async () => {
  const ticket = await newTicket("Cut cable");
  const proxy = await cuttable(server);
  const page = await signedIn(browser, clara, { ticket, base: proxy.url });
  await emptyHistory(page);

  proxy.muteServer(); // requests still arrive, answers do not
  await send(page, "did you get this?");
  const witness = await signedIn(browser, ada, { ticket });
  await bubble(witness, "did you get this?").waitFor();
  proxy.cut();
  await page.locator(".delivery", { hasText: "Sent" }).waitFor();

  assert.deepEqual(await texts(page), ["did you get this?"]);
  assert.deepEqual(await texts(witness), ["did you get this?"]);
  await proxy.close();
});

test("unsent messages and drafts survive a reload", async () => {
  const ticket = await newTicket("Reload");
  const proxy = await cuttable(server);
  const page = await signedIn(browser, clara, { ticket, base: proxy.url });
  await emptyHistory(page);

  proxy.muteServer();
  await send(page, "sent before the reload");
  await page.locator("#messageInput").fill("half a sen");
  proxy.cut();
  await page.reload();
  await state(page, "Live");
  await page.locator(".delivery", { hasText: "Sent" }).waitFor();

  assert.deepEqual(await texts(page), ["sent before the reload"]);
  assert.equal(await page.locator("#messageInput").inputValue(), "half a sen");
  await proxy.close();
});

test("faster than the server allows, everything still arrives once and in order", async () => {
  const ticket = await newTicket("In a hurry");
  const page = await signedIn(browser, clara, { ticket });
  await emptyHistory(page);
  const many = Array.from({ length: 45 }, (_, i) => `quick ${i + 1}.`); // a burst of 30 is allowed

  for (const text of many) await send(page, text);
  await page.locator(".message:last-child .delivery", { hasText: "Sent" }).waitFor();

  assert.deepEqual(await texts(page), many);
  const witness = await signedIn(browser, ada, { ticket });
  await bubble(witness, "quick 45.").waitFor();
  assert.deepEqual(await texts(witness), many);
});

test("a refused message stays, with its reason, until the person retries or discards it", async () => {
  const ticket = await newTicket();
  const page = await signedIn(browser, clara, { ticket });
  await emptyHistory(page);

  await send(page, "a\u0000b"); // a character that the server refuses
  await page.locator(".message.failed", { hasText: "Not sent" }).waitFor();
  await send(page, "the next one is not held up");
  await bubble(page, "the next one").waitFor();
  await page.getByRole("button", { name: "Retry" }).click();
  await page.locator(".message.failed", { hasText: "Not sent" }).waitFor();
  await page.getByRole("button", { name: "Discard" }).click();

  await page.locator(".message.failed").waitFor({ state: "detached" });
  assert.deepEqual(await texts(page), ["the next one is not held up"]);
});

test("an expired token asks for a new one and keeps what was typed", async () => {
  const ticket = await newTicket("Long coffee break");
  const page = await signedIn(browser, clara, { ticket, token: tokenFor(clara, { expiresIn: 3 }) });
  await emptyHistory(page);
  await page.locator("#messageInput").fill("not sent yet");

  const dialog = page.getByRole("dialog", { name: "Your sign-in has ended" });
  await dialog.waitFor();
  await screenshot(page, "expired");
  await dialog.getByLabel("New token").fill("nonsense");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByText("Invalid token").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#messageInput").press("Enter"); // waits in the outbox
  await page.getByRole("button", { name: "Enter a new token" }).click();
  await dialog.getByLabel("New token").fill(tokenFor(clara));
  await dialog.getByRole("button", { name: "Continue" }).click();

  await dialog.waitFor({ state: "hidden" });
  await page.locator(".delivery", { hasText: "Sent" }).waitFor();
  assert.deepEqual(await texts(page), ["not sent yet"]);
  assert.deepEqual(page.problems, []);
});

test("a reload after the token expired loses nothing that was typed", async () => {
  const ticket = await newTicket("Over night");
  const page = await signedIn(browser, clara, { ticket, token: tokenFor(clara, { expiresIn: 3 }) });
  await emptyHistory(page);
  await page.locator("#messageInput").fill("half a thought");
  await page.getByRole("dialog").waitFor();

  await page.reload();
  await page.getByRole("alert").getByText("Token expired.").waitFor();
  await page.getByLabel("Token", { exact: true }).fill(tokenFor(clara));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Over night" }).waitFor();

  assert.equal(await page.locator("#messageInput").inputValue(), "half a thought");
});

test("a bad token is told in words, and a good one then signs in", async () => {
  const page = await (await browser.newContext()).newPage();
  const problems = watch(page);
  await page.goto(server);

  await page.getByLabel("Token", { exact: true }).fill("nonsense");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("Invalid token.").waitFor();
  await page.getByLabel("Token", { exact: true }).fill(tokenFor(clara, { expiresIn: -60 }));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("Token expired.").waitFor();
  await page.getByLabel("Token", { exact: true }).fill(tokenFor(clara));
  await page.getByRole("button", { name: "Sign in" }).click();

  await state(page, "Live");
  assert.deepEqual(problems, []);
});

test("opened from disk, the page asks which server and works the same", async () => {
  const ticket = await newTicket("From disk");
  const page = await (await browser.newContext()).newPage();
  await page.goto(new URL("../../../../../examples/websocket-chat-client.html", import.meta.url).href + `#ticket=${ticket}`);

  await page.getByLabel("Server").fill("http://127.0.0.1:1");
  await page.getByLabel("Token", { exact: true }).fill(tokenFor(clara));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("No chat server answers").waitFor();
  await page.getByLabel("Server").fill(server);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "From disk" }).waitFor();
  await send(page, "hello from disk");

  await page.locator(".delivery", { hasText: "Sent" }).waitFor();
});
