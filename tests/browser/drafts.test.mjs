// Marks on the attendance sheet survive a lost network and a sign-in that ran out: sealed on the device, and their
// writer's alone. A demo of its own, since time has to pass.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, afterEach, test } from "node:test";
import { launch, readDemo } from "./harness.mjs";

const PROGRAM = process.env.PIIRI_TEST_PROGRAM;
if (!PROGRAM) throw new Error("PIIRI_TEST_PROGRAM must name the program; tests/run.sh does");
const SHEET = ".agenda-item:has-text('Arjen rytmi') a:has-text('Kirja')";
const NOTICE = "Tällä laitteella oli merkintöjä";

const folder = mkdtempSync(join(tmpdir(), "drafts-"));
let browser, port, server, demo, context, page, breaches, sheet;

before(async () => {
  browser = await launch();
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  ({ port } = free.address());
  free.close();
});
after(async () => {
  await stop();
  await browser.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await start("2026-10-14T12:00", ["--fresh"]);
  context = await browser.newContext({ baseURL: demo.address, locale: "fi-FI", reducedMotion: "reduce" });
  breaches = [];
  context.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) breaches.push(message.text());
  });
  context.on("weberror", (error) => breaches.push(error.error().message));
  page = await context.newPage();
  await signIn(page, "leader");
  await page.locator(SHEET).first().click();
  await page.getByText("0 / 7 merkitty").waitFor();
  sheet = new URL(page.url()).pathname;
});
afterEach(async () => {
  await context.close();
  assert.deepEqual(breaches, []);
});

async function start(at, more = []) {
  await stop();
  const file = join(folder, "demo.txt");
  const out = openSync(file, "w");
  server = spawn(PROGRAM, ["demo", "--port", String(port), "--at", at, ...more], { cwd: folder, stdio: ["ignore", out, "ignore"] });
  for (;;) {
    if (server.exitCode !== null) throw new Error("the demo did not start");
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (ready?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  demo = readDemo(file);
}

async function stop() {
  if (!server || server.exitCode !== null) return;
  server.kill();
  await once(server, "exit");
}

async function signIn(page, role) {
  await page.goto("/login");
  await fillIn(page, role);
  await page.waitForURL((url) => url.pathname !== "/login");
}

async function fillIn(page, role) {
  const who = demo.signIns.get(role);
  await page.locator("input[name=email]").fill(who.email);
  await page.locator("input[name=password]").fill(who.password);
  await page.locator("input[name=password]").press("Enter");
}

const mark = (page, person, status) => page.locator(`.sheet-lines .attendance >> nth=${person}`).locator(`.segment.${status}`).click();
const save = (page) => page.getByRole("button", { name: "Tallenna läsnäolot" }).click();
const says = (page, text) => page.locator("[data-count]").getByText(text).waitFor();
const checked = (page, status) => page.locator(`.sheet-lines input[value=${status}]:checked`).count();
const kept = (page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

// What lies on the device: whatever was typed, none of it can be read.
async function assertSealed(page) {
  const stored = await kept(page);
  assert.match(stored, /marks:/);
  const ids = await page.locator(".sheet-lines input[type=radio]").evaluateAll((inputs) => inputs.map((input) => input.name.slice(7)));
  const names = await page.locator(".sheet-lines legend").allInnerTexts();
  for (const told of [...ids, ...names, "present", "late", "no_show", "status"]) {
    assert.ok(!stored.includes(told), `${told} can be read in ${stored}`);
  }
}

test("marks wait for the network and are saved by themselves when it is back", async () => {
  await context.setOffline(true);
  await page.getByRole("button", { name: "Kaikki paikalla" }).click();
  await says(page, "7 / 7 merkitty, tallentamatta, tallessa tällä laitteella");
  await save(page);
  await says(page, "odottaa verkkoa (7)");
  await assertSealed(page);
  await context.setOffline(false);
  await page.getByText("Läsnäolot on tallennettu.").waitFor();
  await says(page, "7 / 7 merkitty, tallennettu");
  assert.equal(await checked(page, "present"), 7);
  await page.waitForFunction(() => localStorage.length === 0);
});

test("a sheet that was closed without network has its marks again, and saves them", async () => {
  await context.setOffline(true);
  await mark(page, 0, "present");
  await mark(page, 1, "late");
  await page.locator(".sheet-lines .attendance >> nth=1").locator(".minutes input").fill("45");
  await says(page, "tallessa tällä laitteella");
  await page.close();
  await context.setOffline(false);
  page = await context.newPage();
  await page.goto(sheet);
  await page.getByText(NOTICE).waitFor();
  await says(page, "2 / 7 merkitty");
  await save(page);
  await says(page, "2 / 7 merkitty, tallennettu");
  assert.deepEqual([await checked(page, "present"), await checked(page, "late")], [1, 1]);
  assert.equal(await page.locator(".sheet-lines .attendance >> nth=1").locator(".minutes input").inputValue(), "45");
  assert.ok(!(await page.getByText(NOTICE).isVisible()));
  await page.reload();
  await says(page, "2 / 7 merkitty, tallennettu");
  assert.ok(!(await page.getByText(NOTICE).isVisible()), "what the server has is no draft");
});

test("what somebody else saved meanwhile is shown and not overwritten", async () => {
  await context.setOffline(true);
  await mark(page, 0, "late");
  await page.locator(".sheet-lines .attendance >> nth=0").locator(".minutes input").fill("30");
  await mark(page, 1, "present");
  await says(page, "tallessa tällä laitteella");
  await page.close();
  const other = await browser.newContext({ baseURL: demo.address, locale: "fi-FI" });
  const desk = await other.newPage();
  await signIn(desk, "leader");
  await desk.goto(sheet);
  await mark(desk, 0, "no_show");
  await save(desk);
  await says(desk, "1 / 7 merkitty, tallennettu");
  await other.close();
  await context.setOffline(false);
  page = await context.newPage();
  await page.goto(sheet);
  await page.getByText(NOTICE).waitFor();
  await save(page);
  await page.getByText("Nyt tallennettuna: Ei tullut").waitFor();
  assert.deepEqual([await checked(page, "late"), await checked(page, "present")], [1, 1], "nothing typed is lost");
  await save(page);
  await says(page, "2 / 7 merkitty, tallennettu");
  assert.deepEqual([await checked(page, "late"), await checked(page, "no_show")], [1, 0], "the second time it is a choice");
});

test("a sheet that is saved after the sign-in ran out is saved once the same person is back", async () => {
  await page.getByRole("button", { name: "Kaikki paikalla" }).click();
  await page.locator(".sheet-lines details >> nth=0").locator("summary").click();
  await page.locator(".sheet-lines details >> nth=0").locator("input[type=text]").fill("toi kahvia");
  await says(page, "7 / 7 merkitty");
  await start("2026-10-15T01:00");
  await save(page);
  await page.getByText("mitään ei ole vielä tallennettu").waitFor();
  assert.ok(!(await page.content()).includes("kahvia"), "nobody reads it on the sign-in page");
  await fillIn(page, "leader");
  await page.getByText("Läsnäolot on tallennettu.").waitFor();
  assert.equal(new URL(page.url()).pathname, sheet);
  assert.equal(await checked(page, "present"), 7);
  assert.equal(await page.locator(".sheet-lines details >> nth=0").locator("input[type=text]").inputValue(), "toi kahvia");
  await page.waitForFunction(() => localStorage.length === 0);
});

test("without scripts the form goes through the sign-in page as well", async () => {
  const plain = await browser.newContext({ baseURL: demo.address, locale: "fi-FI", javaScriptEnabled: false });
  const bare = await plain.newPage();
  await signIn(bare, "leader");
  await bare.goto(sheet);
  await mark(bare, 2, "present");
  await start("2026-10-15T01:00");
  await save(bare);
  await bare.getByText("mitään ei ole vielä tallennettu").waitFor();
  await fillIn(bare, "leader");
  await bare.getByText("Läsnäolot on tallennettu.").waitFor();
  assert.equal(await checked(bare, "present"), 1);
  await plain.close();
});

test("another person's sign-in shows nothing of it, and the writer's shows it again", async () => {
  await context.setOffline(true);
  await mark(page, 0, "present");
  await says(page, "tallessa tällä laitteella");
  await page.close();
  await context.setOffline(false);
  await context.clearCookies();
  page = await context.newPage();
  await signIn(page, "worker");
  await page.goto(sheet);
  assert.equal(await page.getByText(NOTICE).count(), 0);
  assert.match(await kept(page), /marks:/, "it is not this person's to forget either");
  await context.clearCookies();
  await signIn(page, "leader");
  await page.goto(sheet);
  await page.getByText(NOTICE).waitFor();
  assert.equal(await checked(page, "present"), 1);
});

test("marks are forgotten when their writer signs out, and after a day and a half", async () => {
  await context.setOffline(true);
  await mark(page, 0, "present");
  await says(page, "tallessa tällä laitteella");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Kirjaudu ulos" }).first().click();
  await page.waitForURL((url) => url.pathname === "/login");
  await page.waitForFunction(() => localStorage.length === 0);
  await signIn(page, "leader");
  await page.goto(sheet);
  await mark(page, 0, "present");
  await says(page, "tallessa tällä laitteella");
  await page.close();
  await start("2026-10-16T00:30");
  page = await context.newPage();
  await signIn(page, "leader");
  await page.goto(sheet);
  await says(page, "0 / 7 merkitty");
  await page.waitForFunction(() => localStorage.length === 0);
});
