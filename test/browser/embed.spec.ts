/** The lens on a page of another origin: in frames and as elements. */
import { expect, type Page, test } from "@playwright/test";
import { type QueryIndex, queryAt } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import type { FrameCommand, FrameMessage } from "../../src/element/frame/messages";
import type { SaganLensElement } from "../../src/element/types";
import { readStill } from "../../src/model/formats/still";
import { FOREIGN_PORT, SITE_PATH } from "../support/addresses";
import { elementReady } from "../support/element";
import { readBytes, readManifest } from "../support/files";
import { watchFaults } from "../support/lens-page";

const FOREIGN = `http://127.0.0.1:${FOREIGN_PORT}/`;
type Lens = SaganLensElement;
const { classes: names, snapshots } = readManifest("eurosat64");
const EUROSAT = { classes: names ?? [], snapshots };
type Told = FrameMessage & { readonly frame: string; readonly version: number };

/** Addresses that the page and its frames asked the lens's host for, in their order. */
function watchRequests(page: Page): string[] {
  const requested: string[] = [];
  page.on("request", (request) => {
    const { port, pathname } = new URL(request.url());
    if (port !== `${FOREIGN_PORT}`) requested.push(pathname.replace(/^.*\/(?=[^/]+\/[^/]+$)/, ""));
  });
  return requested;
}

const told = (page: Page) => page.evaluate(() => (window as unknown as { messages: Told[] }).messages);

async function waitForTold(page: Page, frame: string, type: FrameMessage["type"]): Promise<Told> {
  const find = async () => (await told(page)).findLast((one) => one.frame === frame && one.type === type);
  await expect.poll(find).toBeDefined();
  return (await find()) as Told;
}

function send(page: Page, frame: string, command: Record<string, unknown>): Promise<void> {
  return page.evaluate(
    ([id, message]) => {
      const target = document.getElementById(id) as HTMLIFrameElement;
      target.contentWindow?.postMessage(message, "*");
    },
    [frame, command] as const,
  );
}

const command = (body: Omit<FrameCommand, "source" | "version">) => ({
  source: "sagan-lens",
  version: 1,
  ...body,
});

test("two frames: nothing before they are seen, one download, state by message, other origins refused", async ({
  page,
}) => {
  const requested = watchRequests(page);
  const errors = watchFaults(page).console;
  await page.goto(`${FOREIGN}frames.html`);
  await page.waitForLoadState("networkidle");
  expect(requested).toEqual([]);
  await page.locator("#second").scrollIntoViewIfNeeded();
  const [first, second] = [
    await waitForTold(page, "first", "ready"),
    await waitForTold(page, "second", "ready"),
  ];
  expect(first.version).toBe(1);
  expect("hash" in first && first.hash).toContain("seed=101");
  expect("hash" in second && second.hash).toContain("seed=102");
  // The frames are of one origin and one model: it came once.
  expect(requested.filter((path) => path.endsWith("cats64/generator.safetensors"))).toHaveLength(1);

  const image = () =>
    page
      .frameLocator("#first")
      .locator("canvas.picture")
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await image();
  await send(page, "first", command({ type: "set", hash: "seed=7&q=3.4" } as never));
  await expect
    .poll(async () => {
      const state = await waitForTold(page, "first", "state");
      return "hash" in state ? state.hash : "";
    })
    .toMatch(/seed=7&.*q=3\.4/);
  await expect.poll(image).not.toBe(before);
  await expect(page.frameLocator("#first").getByRole("spinbutton", { name: "Seed" })).toHaveValue("7");

  // The second frame names no origin, so this page may listen, and not command.
  await send(page, "second", command({ type: "set", hash: "seed=9" } as never));
  const refusal = await waitForTold(page, "second", "error");
  expect(refusal).toMatchObject({ code: "origin-refused" });
  await expect(page.frameLocator("#second").locator("sagan-lens")).toBeVisible();
  expect(await page.frames()[2].evaluate(() => document.querySelector<Lens>("sagan-lens")?.hash)).toContain(
    "seed=102",
  );

  // Not ours, and ours but of no version that is known.
  await send(page, "first", { hello: "world" });
  await send(page, "first", { source: "sagan-lens", version: 99, type: "set", hash: "seed=1" });
  expect(await waitForTold(page, "first", "error")).toMatchObject({ code: "message-unknown" });
  const resize = await waitForTold(page, "first", "resize");
  const height = "height" in resize ? resize.height : 0;
  expect(height).toBeGreaterThan(400);
  await expect(page.locator("#first")).toHaveAttribute("height", `${height}`);
  expect(errors).toEqual([]);
});

test("elements on a page elsewhere: one engine for all, a still without any, rows as computed", async ({
  page,
}) => {
  const requested = watchRequests(page);
  const errors = watchFaults(page).console;
  await page.goto(`${FOREIGN}elements.html`);
  await page.waitForFunction(() => customElements.get("sagan-lens") !== undefined);
  await page.waitForLoadState("networkidle");
  expect(requested.filter((path) => !path.endsWith(".js"))).toEqual([]);

  await page.locator("#still").scrollIntoViewIfNeeded();
  const ready = (id: string) => elementReady(page.locator(id));
  await Promise.all(["#first", "#second", "#still"].map(ready));
  expect(requested.filter((path) => path.endsWith("cats64/generator.safetensors"))).toHaveLength(1);
  expect(page.workers()).toHaveLength(1);

  const still = readStill(readBytes("public/stills/cats64-78.safetensors"), "still");
  const cell = { x: 8, y: 17 };
  const row = await page
    .locator("#still")
    .evaluate((element: Lens, at) => Array.from(element.attentionRow(at).row), cell);
  const [site] = still.sites;
  const query: QueryIndex = queryAt(site.queryGrid, cell);
  expect(row).toEqual(Array.from(attentionRow(site, query)));
  expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
  expect(errors).toEqual([]);
});

test("a state that is set before the element's code has loaded is taken", async ({ page }) => {
  let load: () => void = () => undefined;
  const isSet = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route("**/sagan-lens.js", async (route) => {
    await isSet;
    await route.continue();
  });
  await page.goto(`${FOREIGN}elements.html`, { waitUntil: "commit" });
  const first = page.locator("#first");
  await first.evaluate((element: Lens) => {
    element.state = { seed: 103, query: { x: 1, y: 2 } };
  });
  load();
  await first.scrollIntoViewIfNeeded();
  await elementReady(first);
  expect(await first.evaluate((element: Lens) => element.hash)).toMatch(/seed=103.*q=1\.2/);
  await first.evaluate((element: Lens) => {
    element.state = { query: { x: 5, y: 6 } };
  });
  expect(await first.evaluate((element: Lens) => element.hash)).toMatch(/q=5\.6/);
});

test("an element is steered by pointer, keys, attributes and properties, and reports what happens", async ({
  page,
}) => {
  await page.goto(`${FOREIGN}elements.html`);
  await page.locator("#first").scrollIntoViewIfNeeded();
  const first = page.locator("#first");
  await elementReady(first);
  await first.evaluate((element: Lens) => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    element.addEventListener("query", ({ detail }) => heard.push(detail));
  });
  const state = () => first.evaluate((element: Lens) => element.state);
  const stage = first.getByRole("application");
  await stage.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  expect((await state()).query).toEqual({ x: 13, y: 12 });
  await page.keyboard.press("Enter");
  expect((await state()).pins).toEqual([{ x: 13, y: 12 }]);
  await page.keyboard.press("Escape");
  expect((await state()).pins).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
    { x: 13, y: 8 },
    { x: 13, y: 12 },
  ]);

  await first.evaluate((element: Lens) => element.setAttribute("query", "1,2"));
  expect((await state()).query).toEqual({ x: 1, y: 2 });
  const refused = await first.evaluate((element: Lens) => {
    try {
      element.state = { seed: -1 };
      return "";
    } catch (error) {
      return String(error);
    }
  });
  expect(refused).toContain("state.seed");

  const image = () => first.evaluate((element: Lens) => Array.from(element.image().pixels));
  const learned = await image();
  await first.getByRole("slider", { name: "Attention strength" }).fill("0");
  await expect.poll(image).not.toEqual(learned);
  const without = await image();

  // Moved elsewhere on the page it continues as it was.
  await first.evaluate((element: Lens) => document.body.prepend(element));
  expect(await image()).toEqual(without);
  await first.getByRole("slider", { name: "Attention strength" }).fill("1");
  await expect.poll(image).toEqual(learned);
});

test("an element with classes and snapshots: both are chosen by name, and make other images", async ({
  page,
}) => {
  await page.goto(`${FOREIGN}elements.html`);
  const lens = page.locator("#classes");
  await lens.scrollIntoViewIfNeeded();
  await elementReady(lens);
  const image = () => lens.evaluate((element: Lens) => Array.from(element.image().pixels));
  const state = () => lens.evaluate((element: Lens) => element.state);
  const first = await image();

  // The reach of convolution at the query, on its own grid and on the coarser ones before.
  await expect(lens.locator("[data-mark=reach]").first()).toBeAttached();

  const classes = lens.locator("[data-control=classes] select");
  await expect(classes.locator("option")).toHaveText([...EUROSAT.classes.map(({ name }) => name.en)]);
  await classes.selectOption(EUROSAT.classes[3].id);
  await expect.poll(image).not.toEqual(first);
  expect((await state()).classes).toEqual({ [EUROSAT.classes[3].id]: 1 });
  const other = await image();

  const steps = lens.getByRole("slider", { name: "Training step" });
  await expect(steps).toHaveAttribute("max", String(EUROSAT.snapshots.length));
  await steps.fill("0");
  await expect.poll(image).not.toEqual(other);
  expect((await state()).snapshot).toBe(EUROSAT.snapshots[0].step);
  await lens.evaluate((element: Lens) => element.setAttribute("step", ""));
  await lens.evaluate((element: Lens) => element.removeAttribute("reach"));
  await expect(lens.locator("[data-mark=reach]")).toHaveCount(0);
});

test("a still stays with its image, and says so", async ({ page }) => {
  await page.goto(`${FOREIGN}elements.html`);
  const lens = page.locator("#still");
  await lens.scrollIntoViewIfNeeded();
  await elementReady(lens);
  const told = await lens.evaluate((element: Lens) => {
    const codes: string[] = [];
    element.addEventListener("error", ({ detail }) => codes.push(detail.code));
    element.state = { query: { x: 3, y: 4 } };
    const before = Array.from(element.image().pixels);
    element.state = { seed: 5, query: { x: 5, y: 6 } };
    element.setAttribute("seed", "6");
    const same = Array.from(element.image().pixels).every((byte, at) => byte === before[at]);
    return { codes, same, seed: element.state.seed, query: element.state.query };
  });
  expect(told).toEqual({
    codes: ["still-fixed", "still-fixed"],
    same: true,
    seed: 78,
    query: { x: 5, y: 6 },
  });
});

test("no style of the page reaches in, none of the element's reaches out, but for variables and parts", async ({
  page,
}) => {
  await page.goto(`${FOREIGN}elements.html`);
  await page.locator("#still").scrollIntoViewIfNeeded();
  await elementReady(page.locator("#still"));
  const style = (selector: string, property: string) =>
    page
      .locator(selector)
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  expect(await style("#still canvas.picture", "border-top-width")).toBe("0px");
  expect(await style("#still .sentence", "font-size")).toBe("13px");
  expect(await style("#own", "font-size")).toBe("40px");
  expect(await style("#still .sentence", "font-weight")).toBe("700");
  expect(await style("#still", "--accent")).toBe("rgb(1, 2, 3)");
  await expect(page.locator("#still .sentence")).toContainText("Query 8, 17 reads");
});

test("the frame's page stands alone too", async ({ page }) => {
  const errors = watchFaults(page).console;
  await page.goto(`${SITE_PATH}embed.html?controls=bar,seed,map&lang=ko#v=1&seed=78&q=8.17`);
  await expect(page.getByRole("spinbutton", { name: "시드" })).toHaveValue("78");
  await expect(page.locator("sagan-lens .bar text").first()).toBeVisible();
  expect(errors).toEqual([]);
});
