import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { launch, open, title, visit } from "./harness.mjs";
import { pages } from "./pages.mjs";

const WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let browser;
const visitors = new Map();
before(async () => {
  browser = await launch();
});
after(() => browser.close());

// One sign-in a role serves all of that role's pages.
async function visitorFor(role) {
  if (!visitors.has(role)) visitors.set(role, await visit(browser, role));
  return visitors.get(role);
}

// What axe found, a line for each element at fault.
async function faults(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), WCAG_2_2_AA);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
}

for (const entry of pages) {
  test(`WCAG 2.2 AA holds on ${title(entry)}`, async () => {
    const visitor = await visitorFor(entry.role);
    visitor.problems.length = 0;
    const response = await open(visitor, entry);
    assert.equal(response.status(), 200);
    assert.deepEqual(await faults(visitor.page), []);
    assert.deepEqual(visitor.problems, []);
  });
}
