/** The teaching page: both languages, and each interactive piece does what it says. */
import { expect, type Locator, type Page, test } from "@playwright/test";
import { powerRound, powerStart, singularValues } from "../../src/article/maths/spectral";
import { crossings, toyPath } from "../../src/article/maths/two-rates";
import type { SaganLensElement } from "../../src/element/types";
import { SITE_PATH } from "../support/addresses";
import { elementReady } from "../support/element";
import { watchFaults } from "../support/lens-page";

const ARTICLE = `${SITE_PATH}article.html`;
const SECTIONS = ["nearby", "maps", "rows", "gamma", "both", "hinge", "spectral", "rates", "seeds", "limits"];

async function openArticle(page: Page, search = ""): Promise<void> {
  await page.goto(`${ARTICLE}${search}`);
  await expect(page.locator("h1")).toBeVisible();
}

const piece = (page: Page, name: string) => page.locator(`[data-piece="${name}"]`);
const slider = (within: Locator, at = 0) => within.locator('input[type="range"]').nth(at);

/** Brings a lens near, and waits for its image. */
async function lensOf(page: Page, section: string): Promise<Locator> {
  const lens = page.locator(`sagan-lens[data-figure="${section}"]`);
  await lens.scrollIntoViewIfNeeded();
  await elementReady(lens);
  return lens;
}

test.describe("in each language", () => {
  for (const [language, title, answer] of [
    ["en", "How a SAGAN looks around", "Show the answer"],
    ["ko", "SAGAN은 어떻게 둘러보는가", "답 보기"],
  ] as const) {
    test(`${language}: title, headings in order, a question with its answer in each section`, async ({
      page,
    }) => {
      const faults = watchFaults(page);
      await openArticle(page, `#lang=${language}`);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await expect(page).toHaveTitle(`${title} · SAGAN Lens`);
      const levels = await page
        .locator("h1, h2, h3, h4")
        .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
      expect(levels).toEqual([1, ...SECTIONS.flatMap(() => [2, 3]), 2]);
      for (const section of SECTIONS) {
        const details = page.locator(`#${section} details`);
        await expect(details.locator("p").first()).toBeHidden();
        await details.getByText(answer).click();
        await expect(details.locator("p").first()).toBeVisible();
      }
      // Formulas are formulas, and are read out in words.
      expect(await page.locator("math").count()).toBeGreaterThan(50);
      const spoken = await page
        .locator('math[display="block"]')
        .evaluateAll((all) => all.map((formula) => formula.getAttribute("aria-label") ?? ""));
      expect(spoken).toHaveLength(12);
      for (const words of spoken) expect(words.length).toBeGreaterThan(8);
      expect(faults).toEqual({ console: [], foreign: [] });
    });
  }

  test("the other language is there at once, is remembered, and leaves figures as they were", async ({
    page,
  }) => {
    await openArticle(page, "?lang=en");
    const rows = await lensOf(page, "rows");
    await page.getByRole("button", { name: "Flattest row" }).click();
    const query = await rows.evaluate((element) => (element as SaganLensElement).state.query);
    // The header is far above; the switch works by keyboard alone.
    await page.getByRole("radio", { name: "English" }).evaluate((input) => {
      (input as HTMLElement).focus({ preventScroll: true });
    });
    await page.keyboard.press("ArrowRight");
    await expect(page.locator("html")).toHaveAttribute("lang", "ko");
    await expect(page.getByRole("radio", { name: "한국어" })).toBeFocused();
    expect(await rows.evaluate((element) => (element as SaganLensElement).state.query)).toEqual(query);
    await expect(rows.locator(".sentence")).toContainText("질의");
    await expect(piece(page, "row-reader")).toContainText(`${query.x}열 ${query.y}행`);
    await page.goto(ARTICLE);
    await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  });
});

test("the figures of many seeds are those of the chosen number, and lead to the page that computes them", async ({
  page,
}) => {
  await openArticle(page, "?lang=en");
  const figures = piece(page, "seeds");
  await figures.scrollIntoViewIfNeeded();
  await expect(figures).toContainText("cats64: position 0.550, content 0.603, total 0.761.");
  await expect(figures.locator("circle")).toHaveCount(6);
  await slider(figures).press("ArrowRight");
  await expect(slider(figures)).toHaveAttribute("aria-valuetext", "1,000 seeds");
  await expect(figures).toContainText("eurosat64: position 0.247, content 0.882, total 0.893.");
  const link = page.locator("#seeds").getByRole("link", { name: "Compute these statistics yourself" });
  await link.click();
  await expect(page).toHaveURL(/atlas\.html\?lang=en#v=1&model=cats64&psi=0\.8&seeds=0-99&q=12\.8/);
  await expect(page.getByTestId("atlas-standing")).toBeVisible();
});

test("an address opens at its section, and another language leaves the reader there", async ({ page }) => {
  await openArticle(page, "?lang=en#hinge");
  const top = () => page.locator("#hinge").evaluate((section) => section.getBoundingClientRect().top);
  expect(Math.abs(await top())).toBeLessThan(200);
  await page.evaluate(() => window.scrollBy({ top: 150, behavior: "instant" }));
  const before = await top();
  // Not by a click of the mouse, for which the header would have to be scrolled to.
  await page.getByRole("radio", { name: "한국어" }).evaluate((input) => (input as HTMLElement).click());
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(60);
});

test("nothing is asked of a model before its figure is near", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    if (/\/(models|stills)\//.test(path)) asked.push(path.slice(SITE_PATH.length));
  });
  await openArticle(page, "?lang=en");
  await lensOf(page, "opening");
  await page.waitForLoadState("networkidle");
  expect(asked).toEqual(["stills/index.json", "stills/cats64-20.safetensors"]);
  await lensOf(page, "rows");
  expect(asked.filter((path) => path.includes("eurosat64"))).toEqual([]);
  await lensOf(page, "gamma");
  await expect(piece(page, "gamma-chart").locator("[data-step]")).toHaveCount(1);
  expect(asked).toContain("models/eurosat64/log.json");
  // Images come from stills; no generator has been needed so far.
  expect(asked.filter((path) => path.endsWith("generator.safetensors"))).toEqual([]);
});

test("layers: the window grows by one cell on each side until it reaches the other eye", async ({ page }) => {
  await openArticle(page, "?lang=en");
  const layers = piece(page, "layers");
  for (const [count, reached] of [
    [11, "false"],
    [12, "true"],
  ] as const) {
    await slider(layers).fill(`${count}`);
    await expect(layers).toContainText(`The window is ${2 * count + 1} cells wide.`);
    await expect(layers.locator("svg")).toHaveAttribute("data-reached", reached);
  }
  // The lowest row shows the window, cut off at the border: columns 0 to 20.
  expect(await layers.locator(".seen, .place").count()).toBeGreaterThan(100);
});

test("query toy: weights are the softmax of the scores, and a query without length asks for nothing", async ({
  page,
}) => {
  await openArticle(page, "?lang=en");
  const toy = piece(page, "query-toy");
  const read = async () => ({
    scores: (await toy.locator(".score").allTextContents()).map((text) => Number(text.replace("−", "-"))),
    weights: (await toy.locator("[data-weight]").allTextContents()).map(Number),
  });
  const expectSoftmax = async () => {
    const { scores, weights } = await read();
    const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
    expect(scores).toHaveLength(5);
    for (const [place, score] of scores.entries()) {
      // Scores are shown with two decimals.
      expect(Math.abs(weights[place] - Math.exp(score) / total)).toBeLessThan(0.006);
    }
  };
  await expectSoftmax();
  await slider(toy, 1).fill("3");
  await expectSoftmax();
  const { weights: long } = await read();
  await slider(toy, 1).fill("0.5");
  const { weights: short } = await read();
  expect(Math.max(...long)).toBeGreaterThan(Math.max(...short));
  await slider(toy, 1).fill("0");
  expect((await read()).weights).toEqual([0.2, 0.2, 0.2, 0.2, 0.2]);
  // Dragged to the lower left, where the fourth key points.
  const plane = toy.locator("svg");
  await plane.scrollIntoViewIfNeeded();
  const box = await plane.boundingBox();
  if (!box) throw new Error("the plane is not shown");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.9);
  await page.mouse.up();
  await expectSoftmax();
  const { weights } = await read();
  expect(weights.indexOf(Math.max(...weights))).toBe(3);
});

test("row reader: its numbers are those of the row, and sharpest and flattest are the extremes", async ({
  page,
}) => {
  await openArticle(page, "?lang=en");
  const rows = await lensOf(page, "rows");
  const reader = piece(page, "row-reader");
  const known = await rows.evaluate((element) => {
    const lens = element as SaganLensElement;
    const entropyOf = (row: Float32Array) =>
      row.reduce((sum, weight) => (weight > 0 ? sum - weight * Math.log(weight) : sum), 0);
    const all = Array.from({ length: 1024 }, (_, at) => {
      const query = { x: at % 32, y: Math.floor(at / 32) };
      return { query, entropy: entropyOf(lens.attentionRow(query).row) };
    }).sort((a, b) => a.entropy - b.entropy);
    const halfOf = (row: Float32Array) => {
      let held = 0;
      let keys = 0;
      for (const weight of [...row].sort((a, b) => b - a)) {
        if (held >= 0.5) break;
        held += weight;
        keys++;
      }
      return keys;
    };
    const flattest = all[1023].query;
    return { sharpest: all[0], flattest: all[1023], half: halfOf(lens.attentionRow(flattest).row) };
  });
  const fact = (name: string) => reader.locator(`[data-fact="${name}"]`);
  await expect(fact("sum")).toHaveText("1.000");
  await expect(fact("largest")).toContainText("0.174");
  for (const [name, extreme] of [
    ["Sharpest row", known.sharpest],
    ["Flattest row", known.flattest],
  ] as const) {
    await reader.getByRole("button", { name }).click();
    await expect(reader).toContainText(`Query: column ${extreme.query.x}, row ${extreme.query.y}`);
    await expect(fact("entropy")).toContainText(extreme.entropy.toFixed(2));
    await expect(fact("entropy")).toContainText((extreme.entropy / Math.log(1024)).toFixed(3));
    await expect(rows.locator('[data-mark="query"]')).toHaveAttribute(
      "data-cell",
      `${extreme.query.x},${extreme.query.y}`,
    );
  }
  // What the article says of the flattest row.
  await expect(fact("half")).toContainText(String(known.half));
  expect(known.half).toBe(323);
  await expect(fact("entropy")).toContainText("0.98");
  await expect(fact("largest")).toContainText("0.0038");
  // Pointing at the image changes the numbers.
  await rows.locator(".stage").hover({ position: { x: 20, y: 20 } });
  await expect(reader).toContainText(/Query: column [0-2], row [0-2]/);
});

test("gamma: an earlier generator has its own gamma, and the factor changes the image", async ({ page }) => {
  await openArticle(page, "?lang=en");
  const lens = await lensOf(page, "gamma");
  const now = piece(page, "gamma-chart").locator('[data-fact="now"]');
  await expect(now).toHaveText("Shown: the finished generator. Its gamma: 0.347, times the factor 1.00.");
  const image = () =>
    lens.evaluate((element) => Array.from((element as SaganLensElement).image().pixels).join(""));
  const finished = await image();
  await lens.locator('[data-control="gamma"] input').fill("0");
  await expect(now).toHaveText("Shown: the finished generator. Its gamma: 0.347, times the factor 0.00.");
  await expect.poll(async () => (await image()) === finished).toBe(false);
  await lens.locator('[data-control="gamma"] input').fill("1");
  await lens.locator('[data-control="step"] input').fill("0");
  await expect(now).toContainText("Shown: step 0.");
  await expect.poll(() => now.textContent()).toContain("generator: 0.000,");
  await expect(piece(page, "gamma-chart").locator("[data-step]")).toHaveAttribute("data-step", "0");
  expect(await image()).not.toBe(finished);
});

test("networks: the table of weights follows the grid and the pooling", async ({ page }) => {
  await openArticle(page, "?lang=en");
  const networks = piece(page, "networks");
  const weights = (network: string) =>
    networks.locator(`[data-network="${network}"]`).getAttribute("data-weights");
  const at = async (grid: string) => {
    await networks.getByRole("radio", { name: grid, exact: true }).check();
    return weights("generator");
  };
  expect(await weights("generator")).toBe(String(1024 * 1024));
  expect(await weights("discriminator")).toBe(String(1024 * 256));
  expect(await at("8 × 8")).toBe(String(64 * 64));
  expect(await at("16 × 16")).toBe(String(256 * 256));
  expect(await at("64 × 64")).toBe("16777216");
  await expect(networks).toContainText("64 MiB at 4 bytes each");
  await expect(networks).toContainText("not possible");
  await networks.getByRole("checkbox").check();
  expect(await weights("generator")).toBe("4194304");
});

test("hinge: losses and slopes of the score, by slider and by dragging", async ({ page }) => {
  await openArticle(page, "?lang=en");
  const hinge = piece(page, "hinge");
  const read = async (name: string) =>
    Promise.all(
      ["loss", "slope"].map(async (kind) =>
        Number((await hinge.locator(`[data-${kind}="${name}"]`).textContent())?.replace("−", "-")),
      ),
    );
  const expectAt = async (score: number) => {
    expect(await read("real")).toEqual([round(Math.max(0, 1 - score)), score < 1 ? -1 : 0]);
    expect(await read("fake")).toEqual([round(Math.max(0, 1 + score)), score > -1 ? 1 : 0]);
    expect(await read("generator")).toEqual([round(0 - score), -1]);
  };
  for (const score of [-2, -1, 0.4, 1.5]) {
    await slider(hinge).fill(`${score}`);
    await expectAt(score);
  }
  const plot = hinge.locator("svg");
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (!box) throw new Error("the plot is not shown");
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 40);
  await page.mouse.up();
  const dragged = Number(await slider(hinge).inputValue());
  expect(dragged).toBeGreaterThan(1);
  await expectAt(dragged);
});

const round = (value: number) => Number(value.toFixed(2));

test("spectral: power iteration comes to the largest singular value, step by step", async ({ page }) => {
  await openArticle(page, "?lang=en");
  const spectral = piece(page, "spectral");
  const fact = async (name: string) =>
    Number(await spectral.locator(`[data-fact="${name}"] strong`).textContent());
  const matrix = [
    [1.5, 0.4],
    [-0.3, 1.2],
  ] as const;
  const [largest, smallest] = singularValues(matrix);
  expect(await fact("exact")).toBeCloseTo(largest, 6);
  expect(await fact("smaller")).toBeCloseTo(smallest, 6);
  expect(await fact("after")).toBeCloseTo(smallest / largest, 6);
  let state = powerStart(matrix);
  expect(await fact("estimate")).toBeCloseTo(state.sigma, 6);
  for (let round = 1; round <= 30; round++) {
    await spectral.getByRole("button", { name: "One iteration" }).click();
    state = powerRound(matrix, state);
    if (round <= 3) expect(await fact("estimate")).toBeCloseTo(state.sigma, 6);
  }
  await expect(spectral).toContainText("Iterations: 30");
  expect(await fact("error")).toBe(0);
  const entry = spectral.getByRole("spinbutton", { name: "Entry in row 1, column 1" });
  await entry.fill("0");
  expect(await fact("exact")).toBeCloseTo(
    singularValues([
      [0, 0.4],
      [-0.3, 1.2],
    ])[0],
    6,
  );
  await expect(spectral).toContainText("Iterations: 0");
  for (const [row, column] of [
    [1, 2],
    [2, 1],
    [2, 2],
  ]) {
    await spectral.getByRole("spinbutton", { name: `Entry in row ${row}, column ${column}` }).fill("0");
  }
  await expect(spectral).toContainText("cannot be normalised");
  await expect(spectral.getByRole("button", { name: "One iteration" })).toBeDisabled();
});

test("two rates: the toy swings below a ratio of 4 and not from there on", async ({ page }) => {
  await openArticle(page, "?lang=en");
  const toy = piece(page, "two-rates");
  for (const power of [-2, -1, 0, 1, 2, 3, 4]) {
    await slider(toy).fill(`${power}`);
    const expected = crossings(toyPath(0.05, 0.05 * 2 ** power, 240));
    await expect(toy.locator("[data-crossings]")).toHaveAttribute("data-crossings", `${expected}`);
    expect(expected > 0).toBe(power < 2);
  }
});

test("limits: the unary part is the same for every query, and the link takes the figure along", async ({
  page,
}) => {
  await openArticle(page, "?lang=en");
  const lens = await lensOf(page, "limits");
  const painted = () =>
    lens.locator("canvas.map").evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      return Array.from(data).join();
    });
  await lens.locator(".stage").focus();
  /** Presses a key three times; map and mark of the query are drawn together. */
  const pressThrice = async (key: string) => {
    const query = lens.locator('[data-mark="query"]');
    for (let step = 0; step < 3; step++) {
      const cell = (await query.getAttribute("data-cell")) ?? "";
      await page.keyboard.press(key);
      await expect(query).not.toHaveAttribute("data-cell", cell);
    }
  };
  const moved = async () => {
    const before = await painted();
    await pressThrice("Shift+ArrowDown");
    const after = await painted();
    await pressThrice("Shift+ArrowUp");
    return before !== after;
  };
  expect(await moved()).toBe(true);
  await lens.locator('[data-control="part"] select').selectOption("unary");
  await lens.locator(".stage").focus();
  expect(await moved()).toBe(false);
  const link = page.getByTestId("open-in-lens");
  await expect(link).toHaveAttribute("href", /index\.html#.*model=eurosat64.*seed=18.*part=unary/);
  await link.click();
  await expect(page.getByTestId("stage")).toBeVisible();
  await expect(page.getByTestId("model-choice")).toHaveValue("eurosat64");
});

test.describe("on a narrow page", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });
  for (const language of ["en", "ko"]) {
    test(`${language}: nothing overflows, formulas included, with every answer open`, async ({ page }) => {
      const faults = watchFaults(page);
      await openArticle(page, `?lang=${language}`);
      for (const section of ["opening", "nearby", "rows", "gamma", "limits"]) await lensOf(page, section);
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll("details")) fold.open = true;
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      const wide = await page
        .locator(".formula, .piece, .numbers, figure")
        .evaluateAll((all) =>
          all
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
            .map(({ className }) => className),
        );
      expect(wide).toEqual([]);
      expect(faults).toEqual({ console: [], foreign: [] });
    });
  }
});
