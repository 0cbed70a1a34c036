/**
 * `npm run screenshots`: the built page at three widths, light and dark, into .cache/screenshots, to be looked at before a
 * change is called done. `--search "?backend=webgl"` opens another address. `--readme` takes the README's own images, into docs/images.
 */
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { build } from "vite";
import { SITE_PATH } from "../test/support/addresses";
import { launchChromium } from "../test/support/chromium";
import { projectPath } from "../test/support/files";
import { waitForMark } from "../test/support/lens-page";
import { serveFolders } from "../test/support/static-server";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
];
/** One wide and one narrow: what a reader sees first, and that it fits a phone. */
const README_SIZES = [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
];

const { values } = parseArgs({
  options: { search: { type: "string", default: "" }, readme: { type: "boolean", default: false } },
});
await build({ root: projectPath("."), logLevel: "warn" });
const folder = projectPath(values.readme ? "docs/images" : ".cache/screenshots");
mkdirSync(folder, { recursive: true });
const server = await serveFolders([{ path: SITE_PATH, folder: projectPath("dist") }]);
const browser = await launchChromium("plain");
try {
  for (const viewport of values.readme ? README_SIZES : SIZES) {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ viewport, colorScheme });
      await page.goto(`${server.origin}${SITE_PATH}${values.search}`);
      await waitForMark(page, "lens:first-picture");
      const path = `${folder}/${viewport.width}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: viewport.width < 1000 && !values.readme });
      console.log(path);
      await page.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
