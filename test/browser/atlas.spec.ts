/** The page of statistics over many seeds: real networks, real sums, in real workers. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { csvParse } from "d3-dsv";
import { parse } from "npyjs";
import { unzip } from "unzipit";
import {
  begunWith,
  button,
  downloaded,
  openAtlas,
  phase,
  seeds,
  seedsDone,
  standing,
} from "../support/atlas-page";
import { entry, floats, largestDifference, readWeights } from "../support/files";
import { openMenu, openTask, waitForMark, watchFaults } from "../support/lens-page";
import { begun, endSilently, workerCalled } from "../support/workers";

/** PyTorch's statistics of the seeds 0 to 19 (training/atlas_golden.py). */
const golden = readWeights("test/golden/cats64-atlas.safetensors");
const wanted = (name: string) => floats(golden, name).data;
const GOLDEN_SEEDS = "#v=1&model=cats64&psi=0.8&seeds=0-19";

const notice = (page: Page, code: string) => page.locator(`[data-testid=notice][data-code=${code}]`);

/** The numbers of the seeds that statistics were shown of, in order. */
async function noteBases(page: Page): Promise<() => Promise<number[]>> {
  await page.addInitScript(() => {
    const shown: number[] = [];
    Object.assign(window, { shown });
    new MutationObserver(() => {
      const now = Number(
        document.querySelector("[data-testid=atlas-seeds]")?.getAttribute("data-basis") ?? 0,
      );
      if (now > 0 && shown.at(-1) !== now) shown.push(now);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  return () => page.evaluate(() => (window as unknown as { shown: number[] }).shown);
}

test("statistics come after ten seeds, grow, and equal PyTorch's; files hold the same numbers", async ({
  page,
}) => {
  const faults = watchFaults(page);
  const bases = await noteBases(page);
  await openAtlas(page, GOLDEN_SEEDS);
  await phase(page, "done");
  expect(await bases()).toEqual([10, 20]);
  for (const name of ["position", "content", "total"]) {
    const shown = Number(await page.getByTestId(`atlas-${name}`).getAttribute("data-value"));
    expect(Math.abs(shown - wanted(name)[0]), name).toBeLessThan(1e-3);
    await expect(page.getByTestId(`atlas-${name}`)).toContainText(/95 % interval 0\.\d{3} – 0\.\d{3}/);
  }

  const npz = await downloaded(page, "Everything, NPZ");
  expect(npz.name).toBe("atlas-cats64-seeds0-19-psi0.8.npz");
  const { entries } = await unzip(new Uint8Array(npz.bytes));
  const array = async (name: string) => {
    const { data, shape } = parse(await entries[`${name}.npy`].arrayBuffer());
    return { data: data as Float32Array, shape };
  };
  const rows = await array("mean_rows");
  const deviations = await array("row_deviations");
  expect(rows.shape).toEqual([32, 32, 32, 32]);
  wanted("rows").forEach((row, at) => {
    const of = (data: Float32Array) => data.subarray(row * 1024, (row + 1) * 1024);
    expect(largestDifference(of(rows.data), entry(floats(golden, "row.mean"), at))).toBeLessThan(1e-3);
    expect(largestDifference(of(deviations.data), entry(floats(golden, "row.deviation"), at))).toBeLessThan(
      1e-3,
    );
  });
  expect(largestDifference((await array("displacements")).data, wanted("displacements"))).toBeLessThan(1e-3);
  const provenance = JSON.parse(await entries["provenance.json"].text()) as Record<string, unknown>;
  const manifest = JSON.parse(readFileSync("public/models/cats64/model.json", "utf8"));
  expect(provenance).toMatchObject({
    ...{ model: "cats64", site: "g.attn", seeds: "0-19", seedCount: 20, psi: 0.8, classes: null },
    weights: manifest.generator.weights.sha256,
  });

  const table = csvParse((await downloaded(page, "Maps, CSV")).bytes.toString());
  expect(table).toHaveLength(1024);
  expect(
    largestDifference(
      Float32Array.from(table, ({ position }) => Number(position)),
      wanted("position.map"),
    ),
  ).toBeLessThan(1e-3);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("it is paused, resumed and cancelled, and what is known so far stays", async ({ page }) => {
  await begunWith(page, 11);
  await button(page, "Pause").click();
  await phase(page, "paused");
  // The image that was asked for before is the last one: rows are answered from then on, as they are between two images.
  const meanImage = page.getByTestId("mean-image");
  await meanImage.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("row-help")).toHaveAttribute("data-query", `${16 * 32 + 17}`);
  await expect(seeds(page)).toContainText(/Paused after \d+ of 200 seeds/);
  const held = await seedsDone(page);
  expect(held).toBeLessThan(200);

  await button(page, "Resume").click();
  await phase(page, "running");
  await expect.poll(() => seedsDone(page)).toBeGreaterThan(held + 2);
  await button(page, "Cancel").click();
  await phase(page, "cancelled");
  await expect(seeds(page)).toContainText(/Cancelled after \d+ of 200 seeds/);
  await expect(standing(page)).toContainText(/those of the first (10|30|90) seeds/);
  await expect(page.getByTestId("atlas-position")).toHaveAttribute("data-value", /^0\.\d+$/);
  // Rows of what was summed are still there.
  await meanImage.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByTestId("row-help")).toHaveAttribute("data-query", `${17 * 32 + 17}`);

  // Other seeds, in place of what was cancelled, as a step of the browser's history.
  await page.getByLabel("to", { exact: true }).fill("11");
  await button(page, "Compute").click();
  await phase(page, "done");
  await expect(page).toHaveURL(/seeds=0-11/);
  await expect(seeds(page)).toHaveAttribute("data-basis", "12");
  await page.goBack();
  await expect(page).toHaveURL(/seeds=0-199/);
  await phase(page, "running");
});

test("a reload in the middle says how many seeds are computed again", async ({ page }) => {
  await begunWith(page, 3);
  await page.reload();
  const lost = page.getByTestId("atlas-lost");
  await expect(lost).toContainText(/reloaded or left after \d+ seeds.*computed again/);
  expect(Number(/after (\d+)/.exec(`${await lost.textContent()}`)?.[1])).toBeGreaterThanOrEqual(3);
  // It is computed again.
  await expect.poll(() => seedsDone(page)).toBeGreaterThanOrEqual(1);
  await button(page, "Cancel").click();
  await page.reload();
  await phase(page, "running");
  await expect(lost).toHaveCount(0);
});

test("a generator that is lost comes back and the work continues; lost sums are reported", async ({
  page,
}) => {
  await begunWith(page, 2);
  const before = await seedsDone(page);
  await endSilently(await begun(await workerCalled(page, "engine.worker")));
  await expect(notice(page, "engine-restarted")).toBeVisible();
  await expect.poll(() => seedsDone(page)).toBeGreaterThan(before + 2);

  // Held up, lest it be done before.
  await button(page, "Pause").click();
  await phase(page, "paused");
  await endSilently(await begun(await workerCalled(page, "atlas.worker")));
  await phase(page, "failed");
  await expect(page.getByTestId("atlas-error")).toHaveAttribute("data-code", "worker-lost");
  await expect(page.getByTestId("atlas-error")).toContainText("Try again");
  await button(page, "Compute again").click();
  await phase(page, "running");
  await expect(seeds(page)).toHaveAttribute("data-basis", "10");
});

test("by keys and by ear: the place on show, what it reads, pins, maps", async ({ page }) => {
  await openAtlas(page, `${GOLDEN_SEEDS}&q=12.8`);
  await phase(page, "done");
  const spoken = page.getByTestId("atlas-spoken");
  const row = wanted("rows").indexOf(8 * 32 + 12);
  const mean = row < 0 ? undefined : entry(floats(golden, "row.mean"), row);
  await expect(spoken).toContainText(
    /^Column 12, row 8 reads most at column \d+, row \d+: .*, over 20 seeds/,
  );
  if (mean) {
    const key = mean.indexOf(Math.max(...mean));
    await expect(spoken).toContainText(`column ${key % 32}, row ${Math.floor(key / 32)}`);
  }
  const image = page.getByRole("application", { name: "Mean image" });
  await expect(image).toHaveAccessibleDescription(/arrow keys/);
  await image.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowUp");
  await expect(spoken).toContainText("Column 16, row 7 reads most");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=16\.7/);
  await expect(page.getByTestId("atlas-seeds-at")).toHaveAccessibleName("Seeds at column 16, row 7");
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/q=/);
  await expect(spoken).toContainText("Column 16, row 16 reads most");

  const value = page.getByTestId("map-value");
  await page.getByTestId("atlas-map-choice").selectOption("Mean entropy");
  await expect(page).toHaveURL(/map=entropy/);
  const entropy = wanted("entropy.map")[16 * 32 + 16];
  await expect(value).toHaveText(`Column 16, row 16: ${entropy.toFixed(3)}`);
  await expect(page.getByRole("img", { name: /^mean entropy, nats: 0 – / })).toBeVisible();
  await page.getByTestId("atlas-map-choice").selectOption("Attention received");
  await expect(page.getByRole("img", { name: /^attention received/ })).toBeVisible();
  await expect(page.getByTestId("displacements").getByRole("img").first()).toHaveAccessibleName(
    /Most goes dx .*, dy .*: .* % of all attention/,
  );
  await expect(page.getByTestId("effects")).toContainText(/Median 0\.\d{3}; 90 % lie from/);
  await expect(page.getByTestId("effects").locator(".histogram-bar")).toHaveCount(20);

  // A touch pins as a click does.
  await page.getByTestId("mean-row").click({ position: { x: 5, y: 5 } });
  await expect(page).toHaveURL(/q=0\.0/);
});

test("classes take turns; seeds open in the lens with the query pinned, and the lens leads here", async ({
  page,
}) => {
  await openAtlas(page, "#v=1&model=eurosat64&psi=0.8&seeds=0-11&q=12.8", "?lang=en");
  await phase(page, "done");
  await expect(page.getByLabel("Class")).toHaveValue("");
  const links = page.getByTestId("unusual").getByRole("link");
  await expect(links).toHaveCount(5);
  await expect(page.locator("[data-seed][data-ready=false]")).toHaveCount(0);
  const seed = Number(await links.first().getAttribute("data-seed"));
  await links.first().click();
  await waitForMark(page, "lens:first-picture");
  const manifest = JSON.parse(readFileSync("public/models/eurosat64/model.json", "utf8"));
  const { id } = manifest.classes[seed % manifest.classes.length];
  await expect(page).toHaveURL(new RegExp(`model=eurosat64&seed=${seed}&class=${id}:1&q=12.8&pins=12.8`));
  await expect(page.getByTestId("pin")).not.toHaveCount(0);

  await openTask(page, "read");
  const link = page.getByTestId("task-panel").getByRole("link", { name: "Statistics over many seeds" });
  await expect(link).toHaveAttribute(
    "href",
    new RegExp(`model=eurosat64&class=${id}:1&psi=0.8&seeds=0-199&q=12.8`),
  );
  const menu = await openMenu(page, "more");
  await menu.getByRole("link", { name: "Statistics over many seeds" }).click();
  await phase(page, "running");
  await expect(page.getByLabel("Class")).toHaveValue(id);
});

test("figures say what they show and where it comes from", async ({ page }) => {
  await openAtlas(page, "#v=1&model=cats64&seeds=0-9&q=12.8");
  await phase(page, "done");
  await expect(page.getByTestId("row-help")).toHaveAttribute("data-query", `${8 * 32 + 12}`);
  const row = await downloaded(page, "Figure, SVG");
  expect(row.name).toBe("atlas-cats64-seeds0-9-psi0.8-q12.8.svg");
  const svg = row.bytes.toString();
  expect(svg).toContain("mean row of the query in column 12, row 8");
  expect(svg).toMatch(/<metadata>SAGAN Lens, cats64, seeds 0–9 \(10\), ψ 0\.8, weights [0-9a-f]{12}, http/);
  await page.getByLabel("Map", { exact: true }).last().check({ force: true });
  const map = await downloaded(page, "Figure, PNG");
  expect(map.name).toBe("atlas-cats64-seeds0-9-psi0.8-position.png");
  expect(map.bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(map.bytes.toString("latin1")).toContain("Self-attention of g.attn over seeds");
});

test("in Korean, and with an address that does not hold", async ({ page }) => {
  await openAtlas(page, "#v=1&model=cats64&psi=7&seeds=0-9&q=12.8&tomorrow=1", "?lang=ko");
  await expect(notice(page, "link-fields")).toContainText("psi, tomorrow");
  await expect(page).toHaveTitle("여러 시드의 통계 · SAGAN Lens");
  await phase(page, "done");
  await expect(page.getByTestId("atlas-spoken")).toContainText("열 12, 행 8의 위치는");
  await expect(page.locator("main")).not.toContainText(/seed|query/i);
  await page.getByLabel("처음 시드").fill("30");
  await expect(page.getByRole("button", { name: "계산", exact: true })).toBeDisabled();
  await expect(page.getByText("마지막 시드는 처음 시드보다 작을 수 없고")).toBeVisible();
});

test("a model that is not there, and parts that a model does not have, are named", async ({ page }) => {
  await openAtlas(page, "#v=1&model=missing&seeds=0-9");
  await phase(page, "failed");
  await expect(page.getByTestId("atlas-error")).toHaveAttribute("data-code", "manifest-missing");
  await openAtlas(page, "#v=1&model=cats64&seeds=0-9&class=River:1&site=g.other", "?lang=en");
  await expect(notice(page, "link-misfit")).toContainText("River, g.other");
  await phase(page, "done");
});
