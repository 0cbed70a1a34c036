/** After one visit without a network, and from one version of the site to the next. */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { FOREIGN_PORT } from "../support/addresses";
import { brokenRules } from "../support/audit/findings";
import { type ChangingServer, changingServer } from "../support/changing-server";
import { elementReady } from "../support/element";
import { projectPath } from "../support/files";
import {
  canvasPixels,
  clickCell,
  engineOf,
  openMenu,
  openTask,
  pictureSettled,
  pixelDifference,
  SAME,
  waitForMark,
  watchFaults,
} from "../support/lens-page";
import { makeNewerSite, NEWER_TITLE } from "../support/newer-site";

test.use({ serviceWorkers: "allow" });

let server: ChangingServer;
test.beforeEach(async () => {
  server = await changingServer(projectPath("dist"));
});
test.afterEach(() => server.close());

const bar = (page: Page) => page.getByTestId("offline-bar");
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

/** A visit, until what it saw is kept. */
async function visit(page: Page, address = ""): Promise<void> {
  await page.goto(`${server.site}${address}`);
  await waitForMark(page, "lens:first-picture");
  await pictureSettled(page);
  await expect
    .poll(async () => (await keptAddresses(page)).some((path) => path.startsWith("stills/")))
    .toBe(true);
}

/** What the service worker keeps, by its address below the site. */
const keptAddresses = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const site = new URL("./", document.baseURI).href;
    const names = (await caches.keys()).filter((name) => name.endsWith(site));
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => url.slice(site.length));
  });

async function cutNetwork(context: BrowserContext): Promise<void> {
  await server.close();
  await context.setOffline(true);
}

/** Asks for a newer version, as a browser does at each visit. @returns what has become of it */
const lookForUpdate = (page: Page): Promise<"waiting" | "given up" | "none"> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const { installing } = registration;
    if (!installing) return registration.waiting ? "waiting" : "none";
    return new Promise((resolve) => {
      const look = () => {
        if (installing.state === "installed") resolve("waiting");
        if (installing.state === "redundant") resolve("given up");
      };
      installing.addEventListener("statechange", look);
      look();
    });
  });

test("after one visit everything works without a network", async ({ page, context }) => {
  const faults = watchFaults(page);
  await visit(page);
  await cutNetwork(context);
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await pictureSettled(page);
  await expect(engineOf(page)).toHaveAttribute("data-backend", "wasm");
  await expect(bar(page)).toContainText("You are offline");
  await bar(page).getByRole("button", { name: "Close" }).click();
  await expect(bar(page)).toHaveCount(0);

  // It generates, and it hovers.
  const before = await canvasPixels(page, "picture");
  await page.getByRole("textbox", { name: "Seed" }).fill("4321");
  await expect
    .poll(async () => pixelDifference((await canvasPixels(page, "picture")).data, before.data))
    .not.toBe(SAME);
  await pictureSettled(page);
  const map = await canvasPixels(page, "plain-map");
  await clickCell(page, 3, 28);
  expect(pixelDifference((await canvasPixels(page, "plain-map")).data, map.data)).not.toBe(SAME);
  await openTask(page, "read");
  await expect(page.getByTestId("query-cell")).toContainText("3, 28");

  // The other pages and the other language came along.
  await page.goto(`${server.site}?lang=ko`);
  await expect(page.getByRole("heading", { name: "어텐션 맵", exact: true })).toBeVisible();
  await page.goto(`${server.site}article.html`);
  await expect(page.locator("h1")).toBeVisible();
  await page.goto(`${server.site}embed.html#seed=12`);
  await elementReady(page.locator("sagan-lens"));
  await page.goto(`${server.site}atlas.html?lang=en#v=1&model=cats64&seeds=0-9`);
  await expect(page.getByTestId("atlas-standing")).toHaveAttribute("data-phase", "done");
  await page.goto(`${server.site}learn.html`);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect
    .poll(async () => Number(await page.getByTestId("standing").getAttribute("data-step")))
    .toBeGreaterThan(0);
  expect(faults.foreign).toEqual([]);
});

test("weights are kept once: by their hash, not by the service worker", async ({ page }) => {
  await visit(page);
  const kept = await keptAddresses(page);
  expect(kept.filter((path) => /^models\/.*\.safetensors/.test(path))).toEqual([]);
  expect(kept).toContain("models/cats64/model.json");
  const hashed = await page.evaluate(async () =>
    (await (await caches.open("sagan-lens-files-1")).keys()).map(({ url }) => url),
  );
  expect(hashed.length).toBeGreaterThan(0);
  expect(server.asked.filter((path) => path === "models/cats64/generator.safetensors")).toHaveLength(1);
});

test("nothing is kept for later before the first image is there", async ({ page }) => {
  await visit(page);
  const worker = server.asked.indexOf("sw.js");
  expect(worker).toBeGreaterThan(server.asked.indexOf("models/cats64/generator.safetensors"));
  expect(worker).toBeGreaterThan(server.asked.findIndex((path) => path.includes("backend-wasm")));
});

test("an update that is cut midway leaves the old version whole; complete, it waits for a person's word", async ({
  page,
  context,
}) => {
  const newer = await makeNewerSite();
  await visit(page);
  server.serve(newer);
  // The new service worker, and some of its files.
  server.cutAfter(4);
  expect(await lookForUpdate(page)).toBe("given up");
  expect(server.cuts()).toBeGreaterThan(0);
  await expect(bar(page)).toHaveCount(0);
  server.cutAfter(0);
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await expect(heading(page, "SAGAN Lens")).toBeVisible();

  server.cutAfter(undefined);
  // Another page of the old version, whose files the host no longer has.
  const other = await context.newPage();
  await other.goto(server.site);
  await waitForMark(other, "lens:first-picture");
  await expect(heading(other, "SAGAN Lens")).toBeVisible();
  expect(await lookForUpdate(page)).toBe("waiting");
  await expect(bar(page)).toContainText("A newer version is ready");
  await expect(heading(page, "SAGAN Lens")).toBeVisible();

  await page.getByRole("textbox", { name: "Seed" }).fill("77");
  await pictureSettled(page);
  await clickCell(page, 5, 6);
  await bar(page).getByRole("button", { name: "Reload" }).click();
  await expect(heading(page, NEWER_TITLE)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Seed" })).toHaveValue("77");
  await openTask(page, "read");
  await expect(page.getByTestId("query-cell")).toContainText("5, 6");
  await expect(bar(page)).toHaveCount(0);

  // The other page continues as it is, parts included that it loads only now.
  await (await openMenu(other, "more")).getByText("한국어", { exact: true }).click();
  await expect(other.getByRole("heading", { name: "어텐션 맵", exact: true })).toBeVisible();
  await expect(heading(other, "SAGAN Lens")).toBeVisible();
  await other.close();

  await cutNetwork(context);
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await expect(heading(page, NEWER_TITLE)).toBeVisible();
});

test("with one page open, files of earlier versions go", async ({ page }) => {
  const newer = await makeNewerSite();
  await visit(page);
  const old = (await keptAddresses(page)).filter((path) => path.startsWith("assets/index-"));
  server.serve(newer);
  expect(await lookForUpdate(page)).toBe("waiting");
  expect(await keptAddresses(page)).toEqual(expect.arrayContaining(old));
  await bar(page).getByRole("button", { name: "Reload" }).click();
  await expect(heading(page, NEWER_TITLE)).toBeVisible();
  const gone = async () =>
    (await keptAddresses(page)).filter((path) => old.includes(path) && path.endsWith(".js"));
  await expect.poll(gone).toEqual([]);
});

for (const [language, sentence] of [
  ["en", "A newer version is ready"],
  ["ko", "새 버전이 준비되었습니다"],
] as const) {
  test(`${language}: at 360 pixels the notice of a newer version fits`, async ({ page }) => {
    const newer = await makeNewerSite();
    await page.setViewportSize({ width: 360, height: 740 });
    await visit(page, `?lang=${language}`);
    server.serve(newer);
    expect(await lookForUpdate(page)).toBe("waiting");
    await expect(bar(page)).toContainText(sentence);
    expect(await brokenRules(page)).toEqual([]);
    const box = await bar(page).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(
      await bar(page).evaluate(
        (one) => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight,
      ),
    ).toBe(true);
  });
}

test("a frame on another site registers nothing", async ({ page, context }) => {
  await page.goto(`http://127.0.0.1:${FOREIGN_PORT}/frames.html`);
  await page.locator("#second").scrollIntoViewIfNeeded();
  await expect(page.frameLocator("#first").locator("canvas.picture")).toBeVisible();
  await elementReady(page.frameLocator("#first").locator("sagan-lens"));
  await page.waitForLoadState("networkidle");
  expect(context.serviceWorkers()).toEqual([]);
});

test("it can be installed: a manifest without faults, whose icons are there", async ({ page, context }) => {
  await visit(page);
  const session = await context.newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { icons, start_url } = JSON.parse(data ?? "");
  expect(new URL(start_url, server.site).href).toBe(server.site);
  for (const { src, sizes, type } of icons as { src: string; sizes: string; type: string }[]) {
    const response = await page.request.get(new URL(src, server.site).href);
    expect(response.headers()["content-type"]).toBe(type);
    if (sizes !== "any") expect((await response.body()).readUInt32BE(16)).toBe(Number.parseInt(sizes, 10));
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Tests run in a private window, into which nothing can be installed.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual(
    [],
  );
});
