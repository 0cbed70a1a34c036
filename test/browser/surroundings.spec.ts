/** What happens around the lens: the network is cut, storage is full or blocked, the tab is frozen, the clock is set. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, type Page, test } from "@playwright/test";
import { FOREIGN_PORT, SITE_PATH, TEST_PORT } from "../support/addresses";
import { chromiumPath } from "../support/chromium";
import { FLAGS } from "../support/chromium-flags";
import { cutLine } from "../support/cut-line";
import { engineDetail, engineOf, openLens, pictureSettled, waitForMark } from "../support/lens-page";
import { endSilently, workerCalled } from "../support/workers";

const CHOSEN = "#v=1&model=cats64&seed=19&psi=0.6&q=20.9&pins=20.9,4.4";
const FILE = "cats64/generator.safetensors";
const MEGABYTE = 1_000_000;

const badge = engineOf;
const seed = (page: Page) => page.getByRole("textbox", { name: "Seed" });
const keep = (page: Page) => page.getByRole("button", { name: "Save this image", exact: true });
const notice = (page: Page, code: string) => page.locator(`[data-testid=notice][data-code=${code}]`);

/** Another image can be asked for, and comes. */
async function expectAlive(page: Page, next = "77"): Promise<void> {
  await seed(page).fill(next);
  await expect(page).toHaveURL(new RegExp(`seed=${next}`));
  await pictureSettled(page);
  await expect(badge(page)).toHaveAttribute("data-backend", /./);
}

/** What a page gets that asks for its storage. */
function storageOf(): string {
  try {
    return String(localStorage);
  } catch (error) {
    return (error as Error).name;
  }
}

for (const ranges of [true, false]) {
  test(`weights that are cut go on ${ranges ? "where they were" : "from the start, where the server knows no ranges"}`, async ({
    page,
  }) => {
    const line = await cutLine(TEST_PORT, { file: FILE, after: MEGABYTE, times: 2, ranges });
    await page.goto(`${line.origin}${SITE_PATH}${CHOSEN}`);
    await waitForMark(page, "lens:first-picture");
    await pictureSettled(page);
    await expect(page.getByTestId("engine-error")).toHaveCount(0);
    expect(line.asked).toHaveLength(3);
    expect(line.asked[0]).toBeUndefined();
    const from = line.asked.slice(1).map((range) => Number(/^bytes=(\d+)-/.exec(range ?? "")?.[1]));
    for (const place of from) expect(place).toBeGreaterThan(0);
    if (ranges) expect(from[1]).toBeGreaterThan(from[0]);
    await expectAlive(page);
    await line.close();
  });
}

test("weights that are cut for good are reported, and fetched as soon as the browser is online again", async ({
  page,
  context,
}) => {
  const line = await cutLine(TEST_PORT, { file: FILE, after: 0, times: 1000, ranges: true });
  await page.goto(`${line.origin}${SITE_PATH}${CHOSEN}`);
  const error = page.getByTestId("engine-error");
  await expect(error).toHaveAttribute("data-code", /file-(truncated|unreachable)/);
  await context.setOffline(true);
  line.mend();
  await context.setOffline(false);
  await waitForMark(page, "lens:first-picture");
  await expect(error).toHaveCount(0);
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveCount(2);
  await line.close();
});

test("a tab that is frozen and thawed continues, in the middle of a start and later", async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  const freeze = async () => {
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await session.send("Page.setWebLifecycleState", { state: "active" });
  };
  await page.goto(`${SITE_PATH}${CHOSEN}`);
  await expect(page.getByTestId("engine-loading")).toBeVisible();
  await freeze();
  await waitForMark(page, "lens:first-picture");
  await seed(page).fill("20");
  await freeze();
  await pictureSettled(page);
  await expectAlive(page);
  await expect(page.getByTestId("notice")).toHaveCount(0);
  await expect(await engineDetail(page)).not.toContainText("was skipped");
});

test("a clock that is set while the lens runs changes nothing", async ({ page }) => {
  await openLens(page, CHOSEN);
  await page.clock.setSystemTime(new Date("2001-01-01"));
  await expectAlive(page, "21");
  await page.clock.setSystemTime(new Date("2101-01-01"));
  await expectAlive(page, "22");
  await expect(page.getByTestId("notice")).toHaveCount(0);
});

test("a worker that hangs is given up after minutes awake; minutes asleep do not count", async ({ page }) => {
  await page.clock.install();
  await page.goto(`${SITE_PATH}${CHOSEN}`);
  await expect(badge(page)).toHaveAttribute("data-backend", "wasm");
  await pictureSettled(page);
  const worker = await workerCalled(page, "engine.worker");
  // It never answers, and is ended in the end.
  void worker
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  await seed(page).fill("20");
  await expect(page.getByTestId("stage")).toHaveAttribute("aria-busy", "true");
  // Timers stand still, as on a machine that sleeps.
  await page.clock.fastForward(3_600_000);
  await page.clock.runFor(60_000);
  await expect(page.locator("[data-code^=engine-]")).toHaveCount(0);
  await expect(page.getByTestId("stage")).toHaveAttribute("aria-busy", "true");
  // Only until it is given up: the start that follows has time limits of its own.
  const loading = page.getByTestId("engine-loading");
  for (let at = 0; at < 60 && (await loading.count()) === 0; at++) await page.clock.runFor(5000);
  await page.clock.resume();
  await expect(notice(page, "engine-restarted")).toContainText("wasm");
  await pictureSettled(page);
  await expect(page).toHaveURL(/seed=20/);
});

test("with no quota at all the lens works; what is collected lasts, and a worker that is lost without network comes back with it", async ({
  page,
  context,
}) => {
  const session = await context.newCDPSession(page);
  const origin = `http://127.0.0.1:${TEST_PORT}`;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 0 });
  await openLens(page, CHOSEN);
  // Cache Storage has a quota; local storage has a limit of its own.
  await page.evaluate(() => {
    for (let size = 1 << 20; size > 0; size >>= 1) {
      try {
        for (let at = 0; ; at++) localStorage.setItem(`fill:${size}:${at}`, "x".repeat(size));
      } catch {}
    }
  });
  await keep(page).click();
  await expect(notice(page, "collection-for-now")).toHaveCount(1);
  await expectAlive(page);
  await keep(page).click();
  await expect(notice(page, "collection-for-now")).toHaveCount(1);
  await context.setOffline(true);
  await endSilently(await workerCalled(page, "engine.worker"));
  await expect(page.getByTestId("engine-error")).toHaveAttribute("data-code", "no-backend");
  await context.setOffline(false);
  await expect(badge(page)).toHaveAttribute("data-backend", "wasm");
  await expect(page.getByTestId("engine-error")).toHaveCount(0);
  await expectAlive(page, "78");
});

test("with storage blocked by the browser the page and frames work, also on another site, and what is not stored is reported", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lens-profile-"));
  mkdirSync(join(folder, "Default"));
  // As a person sets it who lets no site keep anything.
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(folder, "Default", "Preferences"), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await chromiumPath(),
    args: [...FLAGS.plain],
    baseURL: `http://127.0.0.1:${TEST_PORT}`,
  });
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    await openLens(page, CHOSEN);
    expect(await page.evaluate(storageOf)).toBe("SecurityError");
    await keep(page).click();
    await expect(notice(page, "collection-for-now")).toHaveCount(1);
    await expectAlive(page);
    await page.goto(`${SITE_PATH}embed.html#v=1&model=cats64&seed=5`);
    await page.waitForFunction(() => {
      const lens = document.querySelector("sagan-lens");
      return lens?.site !== undefined && /seed=5/.test(lens.hash);
    });

    // Another host, not only another port: to the browser, the frame is a third party.
    await page.goto(`http://localhost:${FOREIGN_PORT}/frames.html`);
    const holder = page.locator("#second");
    await holder.scrollIntoViewIfNeeded();
    const frame = await (await holder.elementHandle())?.contentFrame();
    if (!frame) throw new Error("there is no frame");
    await frame.waitForFunction(() => {
      const lens = document.querySelector("sagan-lens");
      return lens?.site !== undefined && /seed=102/.test(lens.hash);
    });
    expect(await frame.evaluate(storageOf)).toBe("SecurityError");
    expect(errors).toEqual([]);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
});
