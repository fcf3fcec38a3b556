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

// Narrow and wide, light and dark; nothing of a page lies beside the narrowest of screens.
const VIEWS = [390, 1280].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));
const NARROWEST = 320;

const beside = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const entry of pages) {
  test(`WCAG 2.2 AA holds on ${title(entry)}`, async () => {
    const visitor = await visitorFor(entry.role);
    const { page, problems } = visitor;
    problems.length = 0;
    await page.setViewportSize({ width: VIEWS[0].width, height: 900 });
    const response = await open(visitor, entry);
    assert.equal(response.status(), 200);
    for (const { width, colorScheme } of VIEWS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await faults(page), [], `${width} ${colorScheme}`);
    }
    await page.setViewportSize({ width: NARROWEST, height: 900 });
    assert.ok((await beside(page)) <= 0, "wider than the screen");
    assert.deepEqual(problems, []);
  });
}
