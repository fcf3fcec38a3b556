import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, launch, open, visit } from "./harness.mjs";

const ROLES = ["leader", "worker", "manager", "administrator", "data_protection_officer"];
const CLIENT = "Veikko Komulainen";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

// Runs the steps as one visitor, whose pages must stay without errors, breaches of the content policy and foreign requests.
async function as(role, steps, options) {
  const visitor = await visit(browser, role, options);
  await steps(visitor.page, visitor);
  assert.deepEqual(visitor.problems, []);
  await visitor.context.close();
}

async function press(page, name) {
  await Promise.all([page.waitForEvent("load"), page.getByRole("main").getByRole("button", { name }).first().click()]);
}

const text = (page) => page.locator("main").innerText();

test("the demo prints a sign-in for each role", () => {
  assert.deepEqual([...demo.signIns.keys()].sort(), [...ROLES].sort());
});

for (const role of ROLES) {
  test(`${role} signs in and opens the first page without a fault`, () =>
    as(role, async (page, visitor) => {
      const response = await open(visitor, { path: "/" });
      assert.equal(response.status(), 200);
      assert.equal(await page.locator("main h1").count(), 1);
    }));
}

test("a leader marks all of today's session present, and today shows it recorded", () =>
  as("leader", async (page) => {
    await page.goto("/");
    const line = page.locator(".agenda-item:has-text('Arjen rytmi')");
    await line.getByRole("link", { name: "Kirjaa läsnäolot" }).click();
    await page.getByText("0 / 7 merkitty").waitFor();
    await page.getByRole("button", { name: "Kaikki paikalla" }).click();
    await page.getByText("7 / 7 merkitty").waitFor();
    await press(page, "Tallenna läsnäolot");
    assert.equal(await page.locator(".attendance input[value=present]:checked").count(), 7);
    await page.goto("/");
    assert.match(await line.innerText(), /Kirjattu/);
  }));

test("without scripts, the leader corrects a mark on the same sheet", () =>
  as(
    "leader",
    async (page) => {
      await page.goto("/");
      await page.locator(".agenda-item:has-text('Arjen rytmi')").getByRole("link", { name: "Kirjattu" }).click();
      await page.locator(".attendance .segment.late").first().click();
      await page.locator(".attendance .minutes input").first().fill("90");
      await press(page, "Tallenna läsnäolot");
      assert.equal(await page.locator(".attendance input[value=late]:checked").count(), 1);
      assert.equal(await page.locator(".attendance input[value=present]:checked").count(), 6);
    },
    { javaScriptEnabled: false },
  ));

test("a worker finds a group and refers a client to it", () =>
  as("worker", async (page) => {
    await page.goto("/find");
    const card = page.locator("article:has-text('Marjat ja säilöntä')");
    await card.getByRole("link", { name: "Ohjaa asiakas" }).click();
    await page.getByLabel("Asiakas (pakollinen)").selectOption({ label: CLIENT });
    await page.getByLabel("Miksi tähän ryhmään").fill("Haluaa oppia säilömään.");
    await press(page, "Lähetä ohjaus");
    assert.match(await text(page), new RegExp(`${CLIENT}[^]*Lähetetty[^]*Marjat ja säilöntä`));
  }));

test("the leader takes the referral up and puts it in the queue of the full group", () =>
  as("leader", async (page) => {
    await page.goto("/");
    await page.locator("a[href$='/referrals']:has-text('Marjat ja säilöntä')").click();
    await page.getByRole("link", { name: CLIENT }).click();
    await press(page, "Ota käsittelyyn");
    await press(page, "Laita jonoon");
    assert.match(await text(page), /Jonossa/);
  }));

test("a client opens the printed link and sees the own sessions", () =>
  as("client", async (page) => {
    await page.goto(demo.clientLink);
    assert.match(await text(page), /Omat sivut[^]*Tulevat tapaamiset[^]*klo 10–12/);
  }));

test("a manager sees in the figures how many referrals led to a start", () =>
  as("manager", async (page) => {
    await page.goto("/");
    await page.getByRole("main").getByRole("link", { name: "Tunnusluvut" }).click();
    assert.match(await text(page), /71,7 %\s+Ohjauksista aloittaneet/);
  }));
