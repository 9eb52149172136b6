// The page itself: text stays text, keyboard and screen reader users can do everything, colours
// have contrast, and the API document's own snippets work.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import {
  ada, assertAccessible, bubble, clara, emptyHistory, launch, newTicket, say, screenshot, send, server, signedIn, tokenFor, watch,
} from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const hostile = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "\"><b id=injected onmouseover=alert(1)>",
  "javascript:alert(1)",
  "[click](javascript:alert(1)) data:text/html,<script>alert(1)</script>",
  "&lt;script&gt;alert(1)&lt;/script&gt; ${alert(1)} {{constructor.constructor('alert(1)')()}}",
  "https://example.com/\"onmouseover=\"alert(1)",
  "\u202Egnp.exe \u0007 a\u0301\u0301\u0301 \uFEFF",
];

test("whatever is sent is shown as text, in messages, names and titles", async () => {
  const ticket = await newTicket("<img src=x onerror=alert('title')>");
  const mallory = { ...clara, name: "<b id=injected>Mallory</b><script>alert(2)</script>", company: "<i>Evil</i>" };
  await say(mallory, ticket, hostile);
  const page = await signedIn(browser, ada, { ticket });
  await bubble(page, "gnp.exe").waitFor();
  await page.mouse.move(700, 400);

  assert.deepEqual(await page.locator(".bubble").allTextContents(), hostile);
  const created = "#app :is(img, iframe, script, b, i, #injected, [onerror], [onload], [onmouseover])";
  assert.equal(await page.locator(created).count(), 0);
  const links = await page.locator(".bubble a").evaluateAll((all) => all.map((a) => [a.protocol, a.rel]));
  assert.deepEqual(links, [["https:", "noopener noreferrer"]]);
  assert.deepEqual(page.problems, []);
});

test("web addresses become links, and what is around them does not", async () => {
  const ticket = await newTicket();
  await say(ada, ticket, ["See (https://example.com/a?b=c#d), http://example.org/ü. ftp://no httpss://no https://"]);
  const page = await signedIn(browser, clara, { ticket });

  await bubble(page, "See").waitFor();
  assert.deepEqual(await page.locator(".bubble a").allTextContents(), ["https://example.com/a?b=c#d", "http://example.org/ü"]);
});

test("everything can be done with the keyboard alone", async () => {
  const first = await newTicket("First by keyboard");
  const second = await newTicket("Second by keyboard");
  await say(clara, first, ["one"]);
  await say(clara, second, ["two"]);
  const page = await (await browser.newContext()).newPage();
  await page.goto(server);
  const { keyboard } = page;
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);

  assert.equal(await focused(), "token");
  await keyboard.insertText(tokenFor(clara));
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await page.locator(".ticket", { hasText: "First by keyboard" }).waitFor();
  for (let i = 0; i < 3; i++) await keyboard.press("Tab"); // id, Join, the first ticket
  assert.match(await focused(), /Second by keyboard/);
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "First by keyboard" }).waitFor();
  assert.equal(await focused(), "messageInput");
  await keyboard.type("typed");
  await keyboard.press("Shift+Enter");
  await keyboard.type("on two lines");
  await keyboard.press("Enter");
  await page.locator(".delivery", { hasText: "Sent" }).waitFor();
  assert.equal(await page.locator(".bubble").last().textContent(), "typed\non two lines");
  await keyboard.press("Escape");
  await page.getByText("Choose a ticket").waitFor();

  assert.match(await focused(), /First by keyboard/);
});

test("only what is new is read out", async () => {
  const ticket = await newTicket();
  await say(ada, ticket, ["old"]);
  const page = await signedIn(browser, clara, { ticket });
  const log = page.getByRole("log", { name: "Messages" });
  await page.evaluate(() => {
    window.readOut = [];
    new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        const region = node.closest?.("[aria-live]");
        if (region?.ariaLive === "polite") window.readOut.push(node.querySelector(".bubble").textContent);
      }
    }).observe(document.getElementById("messages"), { childList: true });
  });

  await page.locator("#log[aria-live=polite]").waitFor();
  await say(ada, ticket, ["new"]);
  await bubble(page, "new").waitFor();
  await send(page, "mine");
  await bubble(page, "mine").waitFor();

  assert.equal(await log.count(), 1);
  assert.deepEqual(await page.evaluate(() => window.readOut), ["new"]);
  await page.getByRole("status").getByText("Live").waitFor({ state: "attached" });
});

test("on a phone, list and conversation are two views, and back is back", async () => {
  const ticket = await newTicket("On the phone");
  await say(ada, ticket, ["hello"]);
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const page = await signedIn(browser, clara, phone);

  await page.locator(".ticket", { hasText: "On the phone" }).tap();
  await bubble(page, "hello").waitFor();
  assert.equal(await page.locator("#sidebar").isVisible(), false);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await page.getByRole("button", { name: "Back to tickets" }).tap();
  await page.locator("#sidebar").waitFor();
  assert.equal(await page.locator("#conversation").isVisible(), false);
  await page.goBack(); // the browser's own way through the same two views
  await bubble(page, "hello").waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  test(`labels, roles, target sizes and contrast hold in ${colorScheme} colours`, async () => {
    const ticket = await newTicket("Accessible", { status: "in-progress" });
    await newTicket("Closed one", { status: "closed" });
    await say(ada, ticket, ["A message with a link: https://example.com"]);
    const options = { ticket, colorScheme };

    const signIn = await (await browser.newContext(options)).newPage();
    await signIn.goto(server);
    await signIn.getByRole("button", { name: "Sign in" }).waitFor();
    await assertAccessible(signIn, "sign-in");

    const page = await signedIn(browser, clara, { ...options, token: tokenFor(clara, { expiresIn: 6 }) });
    await send(page, "An answer with a link: https://example.org");
    await bubble(page, "An answer").waitFor();
    await send(page, "refused \u0000");
    await page.locator(".message.failed").waitFor();
    await assertAccessible(page, "conversation");
    await page.getByRole("dialog").waitFor();
    await assertAccessible(page, "expired");

    const phone = await signedIn(browser, clara, { ...options, viewport: { width: 390, height: 844 } });
    await bubble(phone, "An answer").waitFor();
    await screenshot(phone, `phone-${colorScheme}`);
    await assertAccessible(phone, "phone");
    await phone.context().setOffline(true);
    await send(phone, "written offline");
    await phone.locator(".message.waiting").waitFor();
    await assertAccessible(phone, "offline");
    await phone.getByRole("button", { name: "Back to tickets" }).click();
    await assertAccessible(phone, "phone list");
  });
}

test("a page made of the API document's snippets works unchanged", async () => {
  const ticket = await newTicket("For the document");
  const page = await (await browser.newContext()).newPage();
  const problems = watch(page);
  const printed = (text) => page.waitForEvent("console", (line) => line.text() === text);
  const body = readFileSync(new URL("./snippets.html", import.meta.url), "utf8")
    .replaceAll("http://localhost:5000", server)
    .replaceAll("your-jwt-token-here", tokenFor(clara))
    .replaceAll("ticket-id-here", ticket);
  await page.route("**/snippets", (route) => route.fulfill({ contentType: "text/html", body }));
  const witness = await signedIn(browser, ada, { ticket });

  const greeting = Promise.all([
    printed("Authenticated as: Clara Client"),
    printed(`Joined ticket: ${ticket}`),
    printed("New message from: Clara Client"),
    printed("Message text: Hello, this is a text message!"),
  ]);
  await page.goto(`${server}/snippets`);
  await greeting;
  await bubble(witness, "Hello, this is a text message!").waitFor();
  const answer = Promise.all([
    printed("Ada Agent is typing..."),
    printed("Ada Agent stopped typing"),
    printed("Message text: Hello back"),
  ]);
  await witness.locator("#messageInput").pressSequentially("Hello back");
  await witness.locator("#messageInput").press("Enter");
  await answer;
  await page.locator("#messageInput").pressSequentially("typing");
  await witness.locator("#typing", { hasText: "Clara Client is typing…" }).waitFor();
  const sent = printed("message 1: sent");
  await page.evaluate((ticketId) => sendMessageWithRetry({ id: 1, ticketId, message: "queued" }), ticket);
  await sent;
  await bubble(witness, "queued").waitFor();
  assert.deepEqual(problems, []);
});

test("snippets pasted into the example page's console work there", async () => {
  const ticket = await newTicket("Console");
  const page = await signedIn(browser, clara, { ticket });
  const witness = await signedIn(browser, ada, { ticket });
  await emptyHistory(page);

  await page.evaluate(`socket.emit("send_message", { ticketId: currentTicketId, message: "from the console" })`);
  await Promise.all([bubble(witness, "from the console").waitFor(), bubble(page, "from the console").waitFor()]);
  await page.evaluate(`socket.emit("send_message", { ticketId: currentTicketId, message: 42 })`);
  await page.getByText("A message was not sent: Message must be a string").waitFor();
  const again = await page.evaluate(`new Promise((resolve) => {
    const socket = io(location.origin);
    socket.on("authenticated", (data) => resolve(data.user.name));
    socket.emit("authenticate", { token: authToken });
  })`);

  assert.equal(again, "Clara Client");
  assert.equal(await page.evaluate("messageInput.placeholder"), "Write a message");
  assert.deepEqual(page.problems, []);
});
