// Pictures of the pages of `pages.mjs`, narrow and wide, light and dark:
//
//     PIIRI_TEST_DEMO=FILE node shots.mjs FOLDER [TEXT]
//
// Only pages whose role, path or link holds TEXT, where it is given.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, open, title, visit } from "./harness.mjs";
import { pages } from "./pages.mjs";

const [folder, text = ""] = process.argv.slice(2);
if (!folder) throw new Error("shots.mjs FOLDER [TEXT]");
mkdirSync(folder, { recursive: true });

const wanted = pages.filter((entry) => title(entry).includes(text));
const roles = [...new Set(wanted.map(({ role }) => role))];
const browser = await launch();
for (const role of roles) {
  const { page, context } = await visit(browser, role);
  for (const entry of wanted.filter((one) => one.role === role)) {
    await open({ page }, entry);
    for (const width of [390, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const path = join(folder, fileName(entry, width, colorScheme));
        await page.screenshot({ path, fullPage: true, animations: "disabled" });
      }
    }
  }
  await context.close();
}
await browser.close();

function fileName(entry, width, colorScheme) {
  const name = title(entry).replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
  return `${name}-${width}-${colorScheme}.png`;
}
