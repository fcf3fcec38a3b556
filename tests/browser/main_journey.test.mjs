import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, launch, open, visit } from "./harness.mjs";

const ROLES = ["leader", "worker", "manager", "administrator", "data_protection_officer"];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("the demo prints a sign-in for each role", () => {
  assert.deepEqual([...demo.signIns.keys()].sort(), [...ROLES].sort());
});

for (const role of ROLES) {
  test(`${role} signs in and opens the first page without a fault`, async () => {
    const visitor = await visit(browser, role);
    const response = await open(visitor, { path: "/" });
    assert.equal(response.status(), 200);
    assert.equal(await visitor.page.locator("main h1").count(), 1);
    assert.deepEqual(visitor.problems, []);
    await visitor.context.close();
  });
}
