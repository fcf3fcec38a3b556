import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, launch, open, visit } from "./harness.mjs";
import { pages } from "./pages.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

// Addresses that differ only by an id lead to the same page.
const shape = (address) => address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}").replace(/#.*/, "");

for (const role of new Set(pages.map((entry) => entry.role))) {
  test(`${role ?? "anyone"} meets no link that leads nowhere`, async () => {
    const visitor = await visit(browser, role);
    const links = new Map();
    for (const entry of pages.filter((one) => one.role === role)) {
      await open(visitor, entry);
      for (const address of await visitor.page.locator("a[href]").evaluateAll((all) => all.map(({ href }) => href))) {
        if (address.startsWith(demo.address)) links.set(shape(address), address);
      }
    }
    const dead = [];
    for (const address of links.values()) {
      const status = (await visitor.page.request.get(address)).status();
      if (status >= 400) dead.push(`${status}: ${shape(address)}`);
    }
    assert.deepEqual(dead, []);
    await visitor.context.close();
  });
}
