// The demo that `tests/run.sh` started, and a browser that keeps an eye on what each page asks for.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

// Chromium's own calls home are off: what is left on the network comes from the pages.
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// What the demo printed: its address, who may sign in, links and feeds.
export function readDemo(file = process.env.PIIRI_TEST_DEMO) {
  if (!file) throw new Error("PIIRI_TEST_DEMO must name a file with what `piiri demo` printed; tests/run.sh makes one");
  const demo = { address: null, clientLink: null, signIns: new Map(), feeds: new Map() };
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [word, ...rest] = line.trim().split(" ");
    if (word === "address") demo.address = rest[0].replace(/\/$/, "");
    if (word === "sign-in") demo.signIns.set(rest[0], { email: rest[1], password: rest[2] });
    if (word === "client-link") demo.clientLink = rest[0];
    if (word === "feed") demo.feeds.set(rest[0], rest[1]);
  }
  if (!demo.address) throw new Error(`no line "address URL" in ${file}`);
  return demo;
}

export const demo = readDemo();

// A browser with an empty profile, which goes when it is closed.
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
}

// A visitor of the demo: `role` is a role of the demo's sign-in lines, "client" for a client's own link, or null for
// somebody without either. `visitor.problems` collects what no page may do; `options` are Playwright's for a context.
export async function visit(browser, role, options = {}) {
  const context = await browser.newContext({ baseURL: demo.address, locale: "fi-FI", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const visitor = { role, context, page, problems: [] };
  watch(visitor);
  if (role !== null && role !== "client") await signIn(page, role);
  return visitor;
}

async function signIn(page, role) {
  const who = demo.signIns.get(role);
  if (!who) throw new Error(`the demo printed no sign-in for ${role}`);
  await page.goto("/login");
  await page.locator("input[name=email]").fill(who.email);
  await page.locator("input[name=password]").fill(who.password);
  await page.locator("input[name=password]").press("Enter");
  await page.waitForURL((url) => url.pathname !== "/login");
}

// Breaches of the content policy reach the console as errors.
function watch({ context, page, problems }) {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 500) problems.push(`${response.status()}: ${response.url()}`);
  });
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== "data:" && hostname !== "127.0.0.1") problems.push(`asked elsewhere: ${request.url()}`);
  });
}

// Opens a page of `pages.mjs`, one link after another, and answers the last response.
export async function open({ page }, { path, follow = [] }) {
  let response = await page.goto(path === "client-link" ? demo.clientLink : path);
  for (const step of [follow].flat()) {
    response = await take(page, step);
  }
  return response;
}

async function take(page, step) {
  if (step.startsWith("press ")) {
    const [response] = await Promise.all([page.waitForNavigation(), page.locator(step.slice(6)).first().click()]);
    return response;
  }
  if (step.startsWith("+")) return page.goto(page.url() + step.slice(1));
  return page.goto(await page.locator(step).first().getAttribute("href", { timeout: 5000 }));
}

export function title({ role, path, follow = [] }) {
  return [role ?? "anyone", path, ...[follow].flat()].join(" ");
}
