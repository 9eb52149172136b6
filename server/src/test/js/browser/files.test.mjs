// Files: chosen, dropped and pasted, on their way over good lines and bad ones, and as others see them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, afterEach, before, test } from "node:test";
import { cuttable } from "./cuttable.mjs";
import { logFile, pdf, picture, webPage } from "./samples.mjs";
import { ada, assertAccessible, bubble, clara, connected, emptyHistory, launch, newTicket, say, screenshot, send, server, signedIn } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
after(() => browser.close());

const choose = (page, ...files) => page.locator("#chooser").setInputFiles(files);
const tile = (page, name) => page.locator(".file:not(a)").filter({ hasText: name });
const ready = (page, name) => page.locator(`.file[data-state=ready]`, { hasText: name }).waitFor();
const card = (page, name) => page.getByRole("link", { name: `Download ${name}` });
const sent = (page) => page.locator(".message.mine:last-child .delivery", { hasText: "Sent" }).waitFor();
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

async function download(link) {
  const answer = await fetch(await link.getAttribute("href"));
  assert.equal(answer.status, 200);
  return Buffer.from(await answer.arrayBuffer());
}

/** A window of Clara's on a line that a test can damage. */
async function onBadLine(title, options = {}) {
  const ticket = await newTicket(title);
  const line = await cuttable(server);
  const page = await signedIn(browser, clara, { ticket, base: line.url, ...options });
  await emptyHistory(page);
  return { ticket, line, page };
}

/** Notes every value that a progress bar shows from now on, in `window.shown`. */
function watchProgress(page) {
  return page.evaluate(() => {
    window.shown = [];
    const note = (bar) => window.shown.at(-1) !== bar.value && window.shown.push(bar.value);
    new MutationObserver((changes) => {
      for (const { target } of changes) if (target.localName === "progress") note(target);
    }).observe(document.getElementById("ticket"), { subtree: true, attributeFilter: ["value"] });
  });
}

const reached = (page, bytes) => page.waitForFunction((value) => window.shown.at(-1) >= value, bytes);
const onlyRises = (values) => values.every((value, i) => i === 0 || value > values[i - 1]);

/** What a person drags over the page or drops there. */
async function drag(page, type, selector, files) {
  const contents = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString("base64") }));
  const dataTransfer = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, contents);
  await page.dispatchEvent(selector, type, { dataTransfer });
}

test("two chosen files arrive whole in one message, the picture by its thumbnail", async () => {
  const ticket = await newTicket("Two files");
  const client = await signedIn(browser, clara, { ticket });
  const admin = await signedIn(browser, ada, { ticket });
  const [image, document] = [picture("Frühling am See.png"), pdf("offer.pdf")];

  await choose(client, image, document);
  await ready(client, image.name);
  await ready(client, document.name);
  await client.getByRole("status").getByText("uploaded").waitFor({ state: "attached" });
  await send(client, "As promised:");
  await sent(client);

  const shown = admin.getByRole("img", { name: image.name });
  await shown.waitFor();
  await admin.waitForFunction((img) => img.complete && img.naturalWidth > 0, await shown.elementHandle());
  const link = admin.getByRole("link", { name: image.name });
  assert.equal(await link.getAttribute("target"), "_blank");
  assert.match(await link.getAttribute("rel"), /noopener/);
  assert.equal(sha256(await download(link)), sha256(image.buffer));
  assert.equal(sha256(await download(card(admin, document.name))), sha256(document.buffer));
  assert.equal(await admin.locator(".message").count(), 1);
  await client.locator(".picture a").waitFor(); // the sender's preview has become the stored picture
  await client.reload();
  await card(client, document.name).waitFor();
  await client.getByRole("img", { name: image.name }).waitFor();
  assert.deepEqual([...client.problems, ...admin.problems], []);
});

test("files alone are a message, chosen and sent with the keyboard", async () => {
  const ticket = await newTicket("By keyboard");
  const page = await signedIn(browser, clara, { ticket });
  await emptyHistory(page);

  const chosen = page.waitForEvent("filechooser"); // before the keys: a chooser opens once
  await page.locator("#messageInput").focus();
  await page.keyboard.press("Shift+Tab");
  await page.locator("#attach:focus").waitFor();
  await page.keyboard.press("Enter");
  const chooser = await chosen;
  await chooser.setFiles([pdf("one.pdf"), pdf("two.pdf"), pdf("three.pdf")]);
  await ready(page, "three.pdf");
  await page.getByRole("button", { name: "Remove two.pdf" }).press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "Remove three.pdf");
  await page.locator("#messageInput").press("Enter");
  await sent(page);

  assert.deepEqual(await page.locator(".message .name").allTextContents(), ["one.pdf", "three.pdf"]);
  await page.locator(".ticket[aria-current]", { hasText: "You: one.pdf and 1 more" }).waitFor();
});

test("dropped files are taken anywhere in the conversation, which shows it", async () => {
  const ticket = await newTicket("Drop");
  const page = await signedIn(browser, clara, { ticket });
  const dropping = page.locator("#conversation.dropping");

  await drag(page, "dragover", "#log", [pdf("a.pdf")]);
  await dropping.waitFor();
  await drag(page, "dragover", "#sidebar", [pdf("a.pdf")]);
  await dropping.waitFor({ state: "detached" });
  await drag(page, "drop", "#sidebar", [pdf("beside.pdf")]);
  await page.dispatchEvent("#log", "dragstart"); // of the page's own, not to be attached to itself
  await drag(page, "dragover", "#log", [pdf("own.pdf")]);
  assert.equal(await dropping.count(), 0);
  await page.dispatchEvent("#log", "dragend");
  await drag(page, "dragover", "#log", [pdf("a.pdf")]);
  await screenshot(page, "files-drop");
  await drag(page, "drop", "#log", [pdf("dropped.pdf"), picture("dropped.png")]);
  await dropping.waitFor({ state: "detached" });
  await ready(page, "dropped.png");
  await page.getByRole("button", { name: "Send" }).click();

  await card(page, "dropped.pdf").waitFor();
  await page.getByRole("img", { name: "dropped.png" }).waitFor();
  assert.equal(await page.getByText("beside.pdf").count(), 0);
  assert.deepEqual(page.problems, []);
});

test("a pasted image gets a name, and pasted text stays text", async () => {
  const ticket = await newTicket("Paste");
  const page = await signedIn(browser, clara, { ticket, permissions: ["clipboard-read", "clipboard-write"] });
  const copy = (items) =>
    page.evaluate((all) => {
      const blobs = Object.entries(all).map(([type, base64]) =>
        [type, new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type })]);
      return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    }, items);
  const image = picture().buffer.toString("base64");

  await copy({ "image/png": image });
  await page.locator("#messageInput").press("Control+v");
  await ready(page, "pasted-image.png");
  await page.locator("#messageInput").press("Control+v");
  await ready(page, "pasted-image-2.png");
  await copy({ "image/png": image, "text/plain": Buffer.from("a cell of a table").toString("base64") });
  await page.locator("#messageInput").press("Control+v");
  assert.equal(await page.locator("#messageInput").inputValue(), "a cell of a table");
  await page.locator("#messageInput").press("Enter");

  await page.getByRole("img", { name: "pasted-image.png" }).waitFor();
  await page.getByRole("img", { name: "pasted-image-2.png" }).waitFor();
  assert.equal(await page.locator(".picture").count(), 2);
});

test("the bar rises with the bytes that the server has, and a file can be cancelled in the middle", async () => {
  const { page, line } = await onBadLine("Slow line");
  const file = logFile("slow.txt", 2 * 1024 ** 2);
  await watchProgress(page);

  line.takes(1_000_000);
  await choose(page, file, pdf("after.pdf"));
  const bar = page.getByRole("progressbar", { name: "Upload of slow.txt" });
  await reached(page, 512 * 1024);
  assert.equal(await bar.getAttribute("max"), String(file.buffer.length));
  await page.getByRole("button", { name: "Cancel slow.txt" }).click();
  await tile(page, "slow.txt").waitFor({ state: "detached" });
  await ready(page, "after.pdf"); // the line goes on with the next one
  await page.locator("#messageInput").press("Enter");
  await sent(page);

  const values = (await page.evaluate(() => window.shown)).filter((value) => value > 1000);
  assert.ok(values.length >= 5 && onlyRises(values), `the bar showed ${values}`);
  assert.ok(values.every((value) => value % 65_536 === 0 && value < file.buffer.length), `the bar showed ${values}`);
  assert.deepEqual(await page.locator(".message .name").allTextContents(), ["after.pdf"]);
  await line.close();
});

test("an upload whose connection is cut goes on from where it was, and arrives whole", async () => {
  const { page, line, ticket } = await onBadLine("Cut in the middle");
  const file = logFile("measurements.txt", 3 * 1024 ** 2 + 12_345);
  await watchProgress(page);

  line.takes(1_500_000);
  await choose(page, file);
  await send(page, "The measurements");
  await reached(page, 1024 ** 2);
  line.cut();
  await page.locator("#connection", { hasText: "Reconnecting" }).waitFor({ state: "attached" });
  const atCut = await page.evaluate(() => window.shown.at(-1));
  await page.locator("#connection", { hasText: "Live" }).waitFor();
  line.takes(Infinity);
  await sent(page);

  const values = await page.evaluate(() => window.shown);
  assert.ok(onlyRises(values) && values.some((value) => value > atCut), `cut at ${atCut}, the bar showed ${values}`);
  const witness = await signedIn(browser, ada, { ticket });
  assert.equal(sha256(await download(card(witness, "measurements.txt"))), sha256(file.buffer));
  assert.equal(await witness.locator(".message").count(), 1);
  await line.close();
});

test("a message is on screen while its files are on their way, and a text overtakes it", async () => {
  const { page, line, ticket } = await onBadLine("Overtaking");
  const witness = await signedIn(browser, ada, { ticket });

  line.takes(400_000);
  await choose(page, logFile("big.txt", 1024 ** 2));
  await send(page, "with a file");
  await page.locator(".message.waiting", { hasText: "with a file" }).getByRole("progressbar").waitFor();
  await page.locator(".delivery", { hasText: "Uploading 1 file…" }).waitFor();
  await send(page, "without one");
  await bubble(witness, "without one").waitFor();
  assert.equal(await bubble(witness, "with a file").count(), 0);
  line.takes(Infinity);

  await card(witness, "big.txt").waitFor();
  assert.deepEqual(await witness.locator(".bubble").allTextContents(), ["without one", "with a file"]);
  await page.locator(".message.waiting").waitFor({ state: "detached" });
  assert.deepEqual(await page.locator(".bubble").allTextContents(), ["without one", "with a file"]);
  await line.close();
});

test("a refused file says why in the server's words, and the rest goes on without it", async () => {
  const ticket = await newTicket("Refused");
  const page = await signedIn(browser, clara, { ticket });
  await emptyHistory(page);
  await page.evaluate(() => {
    socket.on("upload_error", ({ message }) => (window.refusal = message));
    const announcer = document.getElementById("announcer");
    const hear = () => (window.heard = `${window.heard} ${announcer.textContent}`);
    new MutationObserver(hear).observe(announcer, { childList: true });
  });
  const refused = page.locator(".file.failed", { hasText: "holiday.png" });

  await choose(page, webPage("holiday.png"), pdf("fine.pdf"));
  await refused.waitFor();
  await ready(page, "fine.pdf");
  await page.waitForFunction(() => window.refusal);
  assert.equal(await refused.locator(".size").textContent(), await page.evaluate(() => window.refusal));
  await page.waitForFunction(() => window.heard.includes(`holiday.png could not be uploaded. ${window.refusal}`));
  await send(page, "Pictures");
  await page.getByRole("alert").getByText("First remove or retry what was not uploaded.").waitFor();
  await page.getByRole("button", { name: "Remove holiday.png" }).click();
  await page.locator("#messageInput").press("Enter");

  await card(page, "fine.pdf").waitFor();
  assert.deepEqual(await page.locator(".message .name").allTextContents(), ["fine.pdf"]);
  assert.deepEqual(page.problems, []);
});

test("a file that is refused after its message was sent can be taken out of it", async () => {
  const { page, line, ticket } = await onBadLine("Refused later");

  line.takes(200_000);
  await choose(page, logFile("first.txt", 200_000), webPage("second.png"));
  await send(page, "Both");
  await page.locator(".message.failed .file.failed", { hasText: "second.png" }).waitFor();
  await page.locator(".delivery", { hasText: "Not sent: a file could not be uploaded." }).waitFor();
  await page.getByRole("button", { name: "Remove second.png" }).click();
  await sent(page);

  const witness = await signedIn(browser, ada, { ticket });
  await card(witness, "first.txt").waitFor();
  assert.deepEqual(await witness.locator(".name").allTextContents(), ["first.txt"]);
  await line.close();
});

test("what is too large, empty or too many is refused before it is sent", async () => {
  const ticket = await newTicket("Limits");
  const page = await signedIn(browser, clara, { ticket });
  await emptyHistory(page);
  await page.evaluate(() => {
    window.started = [];
    socket.onAnyOutgoing((event, about) => event === "upload_start" && window.started.push(about.name));
  });
  const alert = page.getByRole("alert");
  const tooMuch = await page.evaluateHandle((limit) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(limit + 1)], "large.txt"));
    transfer.items.add(new File([], "empty.txt"));
    return transfer;
  }, 10 * 1024 ** 2);
  const many = Array.from({ length: 12 }, (_, i) => logFile(`number ${i + 1}.txt`, 100));

  await page.dispatchEvent("#log", "drop", { dataTransfer: tooMuch });
  await alert.getByText("“large.txt” is larger than 10 MB. “empty.txt” is empty.").waitFor();
  assert.equal(await page.locator("#tray li").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Send" }).isDisabled(), true);
  await choose(page, ...many);
  await alert.getByText("2 more than the 10 that a message holds.").waitFor();
  await ready(page, "number 10.txt");

  await page.getByRole("button", { name: "Send" }).click();
  await sent(page);

  const first10 = many.slice(0, 10).map(({ name }) => name);
  assert.deepEqual(await page.evaluate(() => window.started), first10);
  assert.deepEqual(await page.locator(".message .name").allTextContents(), first10);
});

test("an upload that the server has forgotten by the time of sending is made again", async () => {
  const ticket = await newTicket("Forgotten");
  const page = await signedIn(browser, clara, { ticket });
  await emptyHistory(page);
  const file = logFile("forgotten.txt", 150_000);

  await page.evaluate(() => {
    socket.onAnyOutgoing((event, { uploadId }) => event === "upload_finish" && (window.finished = uploadId));
  });
  await choose(page, file);
  await ready(page, file.name);
  const elsewhere = await connected(clara);
  const uploadId = await page.evaluate(() => window.finished);
  await elsewhere.timeout(10_000).emitWithAck("upload_cancel", { uploadId });
  elsewhere.disconnect();
  await page.locator("#messageInput").press("Enter");
  await sent(page);

  assert.notEqual(await page.evaluate(() => window.finished), uploadId);
  assert.equal(sha256(await download(card(page, file.name))), sha256(file.buffer));
});

test("a reload warns of files that were not uploaded, and afterwards they say so", async () => {
  const { page, line } = await onBadLine("Reload");
  line.takes(100_000);
  await choose(page, logFile("long.txt", 1024 ** 2));
  await send(page, "Soon to come");
  await page.locator(".message.waiting").waitFor();

  page.removeAllListeners("dialog"); // of `watch`, which would have the page stay
  const question = page.waitForEvent("dialog");
  page.once("dialog", (dialog) => dialog.accept());
  await page.locator("#title").click(); // a page that nobody touched may not ask
  await page.evaluate(() => setTimeout(() => location.reload()));
  assert.equal((await question).type(), "beforeunload");
  line.takes(Infinity);
  const lost = page.locator(".message.failed .file.failed", { hasText: "long.txt" });
  await lost.getByText("Please choose it again.").waitFor();
  assert.equal(await lost.getByRole("button", { name: "Retry" }).count(), 0);
  await lost.getByRole("button", { name: "Remove long.txt" }).click();
  await sent(page);

  assert.deepEqual(await page.locator(".bubble").allTextContents(), ["Soon to come"]);
  assert.equal(await page.locator(".file").count(), 0);
  await line.close();
});

test("a file's name is text, whatever it says", async () => {
  const ticket = await newTicket("Names");
  const page = await signedIn(browser, clara, { ticket });
  const names = [
    "<img src=x onerror=alert(1)>.png",
    "<script>alert(2)<script>.txt",
    "\" onload=alert(3) x=\".png",
    "javascript:alert(4).txt",
    "&lt;b&gt; ${alert(5)} {{alert(6)}}.txt",
    "invoice \u202Etxt.exe.txt",
  ];

  await choose(page, ...names.map((name) => (name.endsWith(".png") ? picture(name, { width: 40, height: 30 }) : logFile(name, 100))));
  await ready(page, "invoice");
  await page.mouse.move(700, 700);
  await page.locator("#messageInput").press("Enter");
  await sent(page);
  const other = await signedIn(browser, ada, { ticket });
  await other.locator(".picture").first().waitFor();
  await other.mouse.move(700, 400);

  for (const window of [page, other]) {
    const injected = "#app :is(script, b, iframe, [onerror], [onload], img[src=x])";
    assert.equal(await window.locator(injected).count(), 0);
    const links = await window.locator(".files a").evaluateAll((all) => all.map(({ protocol }) => protocol));
    assert.deepEqual([...new Set(links)], [new URL(server).protocol]);
    assert.equal(await window.getByText(/\u202E/).count(), 0);
    assert.deepEqual(window.problems, []);
  }
  assert.equal(await other.locator(".picture img").count(), 2);
});

for (const colorScheme of ["light", "dark"]) {
  test(`files are accessible and look right in ${colorScheme} colours`, async () => {
    const { page, line, ticket } = await onBadLine("Display stays dark", { colorScheme });
    await choose(page, picture("display.png"), pdf("order-2291.pdf"));
    await send(page, "The display stays dark since this morning. This is what I see.");
    await sent(page);
    await say(ada, ticket, ["Thank you! Could you send me the log as well?"]);
    await page.locator(".picture a").waitFor();
    await choose(page, logFile("device.log.txt", 120_000), picture("plug.png"), webPage("settings.png"));
    await page.locator(".file.failed").waitFor();
    await watchProgress(page);
    line.takes(150_000);
    await choose(page, logFile("diagnosis-2026-05-21-morning-shift.txt", 2 * 1024 ** 2));
    await reached(page, 256 * 1024);
    line.takes(1);
    await assertAccessible(page, "files to send");
    await screenshot(page, `files-tray-${colorScheme}`);

    await page.getByRole("button", { name: "Remove settings.png" }).click();
    await send(page, "Here it is.");
    await page.locator(".message.waiting").waitFor();
    await assertAccessible(page, "files on their way");
    await screenshot(page, `files-${colorScheme}`);
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await assertAccessible(page, "files on a phone");
    await screenshot(page, `files-phone-${colorScheme}`);
    line.takes(Infinity);
    await sent(page);
    assert.deepEqual(page.problems, []);
    await line.close();
  });
}
