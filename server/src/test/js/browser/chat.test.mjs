// Two people in two windows, as the demo's links open them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ada, bubble, clara, launch, newTicket, putTicket, say, screenshot, send, server, signedIn, tokenFor } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function twoWindows(ticket, options = {}) {
  return Promise.all([signedIn(browser, clara, { ticket, ...options }), signedIn(browser, ada, { ticket, ...options })]);
}

const gone = (locator) => locator.waitFor({ state: "hidden" });
const texts = (page) => page.locator(".bubble").allTextContents();

test("a client and a super admin talk, and see each other type and come and go", async () => {
  const ticket = await newTicket("Printer on the 3rd floor does not print");
  const [client, admin] = await twoWindows(ticket);

  await admin.locator("#people", { hasText: "Clara Client online" }).waitFor();
  await send(client, "Good morning! The printer has stopped since the update.");
  await bubble(admin, "Good morning!").waitFor();
  await admin.locator("#messageInput").pressSequentially("Let me see");
  await client.locator("#typing", { hasText: "Ada Agent is typing…" }).waitFor();
  await screenshot(client, "client");
  await screenshot(admin, "super-admin");
  await gone(client.locator("#typing", { hasText: "typing" })); // a second after the last key
  await send(admin, "Which model is it?");
  await bubble(client, "Which model is it?").waitFor();
  await client.locator(".message.mine .delivery", { hasText: "Sent" }).waitFor();

  const both = ["Good morning! The printer has stopped since the update.", "Which model is it?"];
  assert.deepEqual(await texts(client), both);
  assert.deepEqual(await texts(admin), both);
  await client.context().close();
  await admin.locator("#people", { hasText: "Nobody else online" }).waitFor();
  assert.deepEqual(admin.problems, []);
});

test("the list shows new tickets, changes and unread messages as they happen", async () => {
  const open = await newTicket("The one on screen");
  const other = await newTicket("The one in the list");
  const [client, admin] = await twoWindows(open);

  const created = await newTicket("Opened a moment ago");
  await admin.locator(".ticket", { hasText: "Opened a moment ago" }).waitFor();
  await putTicket(created, { clientId: clara.id, title: "Opened and solved", status: "resolved" });
  await admin.locator(".ticket", { hasText: "Opened and solved" }).getByText("Resolved").waitFor();
  await say(clara, other, ["psst"]);

  const item = admin.locator(".ticket.unread", { hasText: "The one in the list" });
  await item.getByText("Clara Client: psst").waitFor();
  assert.match(await admin.title(), /^\(1\) /);
  await item.click();
  await bubble(admin, "psst").waitFor();
  assert.match(await admin.title(), /^The one in the list/);
  assert.deepEqual(client.problems, []);
});

test("the same person in a second tab sees each message once", async () => {
  const ticket = await newTicket();
  const first = await signedIn(browser, clara, { ticket });
  const second = await signedIn(browser, clara, { ticket });

  for (const text of ["one", "one", "two"]) await send(first, text);
  await bubble(second, "two").waitFor();
  await send(second, "three");
  await bubble(first, "three").waitFor();

  assert.deepEqual(await texts(first), ["one", "one", "two", "three"]);
  assert.deepEqual(await texts(second), ["one", "one", "two", "three"]);
});

test("a link opens its ticket and leaves no token in the address bar or history", async () => {
  const ticket = await newTicket("Deep link");
  const page = await signedIn(browser, clara, { ticket });

  await page.getByRole("heading", { name: "Deep link" }).waitFor();
  assert.equal(page.url(), `${server}/#ticket=${ticket}`);
  await page.reload();
  await page.getByRole("heading", { name: "Deep link" }).waitFor();
  await page.locator("#connection", { hasText: "Live" }).waitFor();
  await page.goto(`${server}/#token=${tokenFor(ada)}&ticket=${ticket}`); // another person's link, same tab
  await page.locator("#my-name", { hasText: "Ada Agent" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Token", { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

test("history comes a page at a time on scrolling up, and reading stays where it was", async () => {
  const ticket = await newTicket("Long story");
  const story = Array.from({ length: 120 }, (_, i) => `line ${i + 1}.`);
  await say(clara, ticket, story);
  const page = await signedIn(browser, clara, { ticket });
  const log = page.locator("#log");

  await bubble(page, "line 120.").waitFor();
  assert.equal(await page.locator(".bubble").count(), 50);
  const mark = bubble(page, "line 71.");
  await log.evaluate((element) => (element.scrollTop = 100));
  const before = await mark.evaluate((element) => element.getBoundingClientRect().top);
  await bubble(page, "line 21.").waitFor({ state: "attached" });
  const after = await mark.evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(Math.abs(after - before) < 2, `the line that was read moved by ${after - before} px`);

  await say(ada, ticket, ["something new"]); // while reading further up
  await page.getByRole("button", { name: "1 new message" }).waitFor();
  await log.evaluate((element) => (element.scrollTop = 0));
  await page.getByText("This is the beginning of the conversation.").waitFor();
  assert.deepEqual(await texts(page), [...story, "something new"]);
  await page.getByRole("button", { name: "1 new message" }).click();
  await page.locator("#newer").waitFor({ state: "hidden" });
});

test("joining by id, leaving, and a ticket that is not mine", async () => {
  const mine = await newTicket("Mine");
  const others = await newTicket("Not mine", { clientId: "somebody-else" });
  const page = await signedIn(browser, clara);

  await page.getByLabel("Ticket ID").fill(mine);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "Mine", exact: true }).waitFor();
  await page.getByText("No messages yet. Write the first one.").waitFor();
  await page.getByRole("button", { name: "Leave" }).click();
  await page.getByText("Choose a ticket").waitFor();

  await page.getByLabel("Ticket ID").fill(others);
  await page.getByLabel("Ticket ID").press("Enter");
  await page.locator("#earlier", { hasText: "Access denied to this ticket" }).waitFor();
  assert.equal(await page.locator("#messageInput").isVisible(), false);
});
