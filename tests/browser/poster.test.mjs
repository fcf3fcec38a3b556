import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, open, visit } from "./harness.mjs";
import { pages } from "./pages.mjs";

test("each poster prints on one sheet of A4", async () => {
  const browser = await launch();
  const posters = pages.filter(({ follow = [] }) => [follow].flat().some((link) => link.includes("/poster")));
  assert.notEqual(posters.length, 0);
  for (const entry of posters) {
    const visitor = await visit(browser, entry.role);
    await open(visitor, entry);
    const pdf = (await visitor.page.pdf({ format: "A4", printBackground: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
    assert.deepEqual(visitor.problems, []);
  }
  await browser.close();
});
