/** A person brings a generator of their own: real files of other code bases' layouts, read and run in the page. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { FULL_CHECKPOINTS } from "../../scripts/full/checkpoints";
import { fullCheckpointFile } from "../../scripts/full/write";
import { SITE_PATH } from "../support/addresses";
import { projectPath } from "../support/files";
import {
  canvasPixels,
  engineDetail,
  engineOf,
  openLens,
  openMenu,
  openTask,
  pictureSettled,
  pixelDifference,
  SAME,
  waitForMark,
  watchFaults,
} from "../support/lens-page";
import { otherSite } from "../support/other-site";

const peer = (path: string) => projectPath(`test/peers/${path}`);
const panel = (page: Page) => page.getByTestId("importing");
const phase = (page: Page, name: string) => expect(panel(page)).toHaveAttribute("data-phase", name);
const shownModel = (page: Page) => page.getByTestId("model-choice").inputValue();

async function choose(page: Page, ...paths: string[]): Promise<void> {
  await openMenu(page, "model-menu");
  await page.getByLabel("Open your own generator").setInputFiles(paths);
}

/** Chosen, read, recognised, and its first image made. */
async function bring(page: Page, ...paths: string[]): Promise<void> {
  await choose(page, ...paths);
  await phase(page, "open");
  // Until then the engine is that of the model before.
  await expect(page.getByTestId("model-choice")).not.toHaveValue("cats64");
  await expect(engineOf(page)).toHaveAttribute("data-backend", /./);
  await pictureSettled(page);
}

test("a checkpoint is recognised, reported, run, explained, and there at the next visit", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await openLens(page);
  await bring(page, peer("heykeetae/1000_G.pth"));
  await expect(page.getByTestId("import-family")).toContainText("heykeetae");
  await expect(page.getByTestId("import-sites").locator("li")).toHaveCount(2);
  await expect(panel(page)).toContainText("power iteration");
  const model = await shownModel(page);
  expect(model).toMatch(/^mine-1000-g-[0-9a-f]{6}$/);
  expect((await canvasPixels(page, "picture")).data).toHaveLength(64 * 64 * 4);
  await openTask(page, "read");
  await expect(page.getByTestId("row-sum")).toHaveText("1.000");
  // Nobody computed its values elsewhere: the page does not claim an error.
  await expect(await engineDetail(page)).toContainText("Not checked");
  await page.keyboard.press("Escape");
  // Every tensor of the file is accounted for.
  await page.getByTestId("import-tensors").locator("summary").click();
  await expect(page.getByTestId("import-tensors").locator("tr")).not.toHaveCount(0);
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  expect(await shownModel(page)).toBe(model);
  // What the import said is still there, with its settings; the file of new ones is asked for.
  await openMenu(page, "model-menu");
  await page.getByTestId("about-import").locator("> summary").click();
  const report = page.getByTestId("import-report");
  await expect(report.getByTestId("import-family")).toContainText("heykeetae");
  await report.getByText("Batch statistics", { exact: true }).click();
  await expect(report.getByTestId("import-source")).toContainText("Choose 1000_G.pth again");
  await expect(report.getByRole("button", { name: "Save as a folder" })).toBeVisible();
  // No frame could find it: the site has no such model.
  await openTask(page, "export");
  await page.getByTestId("embed").locator("summary").click();
  await expect(page.getByTestId("embed")).toContainText("This model exists only in this browser");
  await expect(page.getByTestId("embed").locator("iframe")).toHaveCount(0);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("rows that do not sum to 1 are shown as they are, and said to be so", async ({ page }) => {
  await openLens(page);
  await bring(page, peer("torchgan/generator.pth"));
  await expect(page.getByTestId("import-sites")).toContainText("rows do not sum to 1");
  await openTask(page, "read");
  await expect(page.getByTestId("row-sum")).not.toHaveText("1.000");
});

test("statistics of a batch and a choice of classes re-import the same file, in place of the model before", async ({
  page,
}) => {
  await openLens(page);
  await bring(page, peer("ajbrock/G.pth"));
  const first = await shownModel(page);
  const hashes = [await weightsOf(page, first)];
  const running = await canvasPixels(page, "picture");
  await panel(page).getByText("Batch statistics", { exact: true }).click();
  await expect.poll(() => shownModel(page)).not.toBe(first);
  await pictureSettled(page);
  hashes.push(await weightsOf(page, await shownModel(page)));
  expect(pixelDifference((await canvasPixels(page, "picture")).data, running.data)).not.toBe(SAME);
  await panel(page).getByLabel("Classes to import").fill("3, 1");
  await panel(page).getByRole("button", { name: "Re-import" }).click();
  await expect(page.getByTestId("import-assumed").locator("summary")).toBeVisible();
  await expect.poll(() => page.getByTestId("model-choice").locator("optgroup option").count()).toBe(1);
  await phase(page, "open");
  // Nothing is left of those before it, in either cache.
  const last = await shownModel(page);
  expect(await storedFiles(page)).toEqual(
    ["generator.safetensors", "import.json", "model.json"].map((file) => `${last}/${file}`),
  );
  const downloads = (await stored(page)).downloaded;
  for (const weights of hashes) expect(downloads).not.toContain(weights);
  await panel(page).getByLabel("Classes to import").fill("99");
  await expect(panel(page).getByRole("button", { name: "Re-import" })).toBeDisabled();
});

test("re-imported at a later visit, with names beside it: in place of the model before, of which nothing is left", async ({
  page,
}) => {
  await openLens(page);
  await bring(page, peer("mimicry/netG_20_steps.pth"));
  const first = await shownModel(page);
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  await openMenu(page, "model-menu");
  await page.getByTestId("about-import").locator("> summary").click();
  const report = page.getByTestId("import-report");
  await report.getByText("Batch statistics", { exact: true }).click();
  await report.getByLabel("Choose the file").setInputFiles([
    {
      name: "netG_20_steps.pth",
      mimeType: "application/octet-stream",
      buffer: readFileSync(peer("mimicry/netG_20_steps.pth")),
    },
    { name: "names.txt", mimeType: "text/plain", buffer: Buffer.from("a\nb\n") },
  ]);
  await expect.poll(() => shownModel(page)).not.toBe(first);
  await pictureSettled(page);
  const second = await shownModel(page);
  expect(await storedFiles(page)).toEqual(
    ["generator.safetensors", "import.json", "model.json"].map((file) => `${second}/${file}`),
  );
});

test("two checkpoints of one code base and size are told apart in the list, even where their files are called alike", async ({
  page,
}) => {
  const names = () => page.getByTestId("model-choice").locator("optgroup option").allTextContents();
  const bytes = readFileSync(peer("heykeetae/1000_G.safetensors"));
  const other = Buffer.from(bytes);
  other[other.length - 1] ^= 1;
  await openLens(page);
  for (const [count, [name, buffer]] of [
    ["1000_G.safetensors", bytes] as const,
    ["2000_G.safetensors", bytes] as const,
    ["2000_G.safetensors", other] as const,
  ].entries()) {
    await openMenu(page, "model-menu");
    const file = { name, mimeType: "application/octet-stream", buffer };
    await page.getByLabel("Open your own generator").setInputFiles(file);
    await expect.poll(async () => (await names()).length).toBe(count + 1);
  }
  const [first, ...alike] = await names();
  expect(first).toBe("1000_G.safetensors: heykeetae/Self-Attention-GAN, 64 px");
  for (const name of alike) {
    expect(name).toMatch(
      /^2000_G\.safetensors: heykeetae\/Self-Attention-GAN, 64 px \(mine-2000-g-[0-9a-f]{6}\)$/,
    );
  }
  expect(alike[0]).not.toBe(alike[1]);
  await openMenu(page, "model-menu");
  const list = page.getByTestId("stored-data");
  await list.locator("summary").click();
  await expect(list.getByTestId("stored-saved").locator(".stored-name")).toHaveText([first, ...alike]);
});

test("a model is saved as a folder, removed, and opened again from it", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  await bring(page, peer("mimicry/netG_20_steps.pth"));
  const model = await shownModel(page);
  const before = await canvasPixels(page, "picture");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel(page).getByRole("button", { name: "Save as a folder" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${model}.zip`);
  const path = await download.path();
  await panel(page).getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => shownModel(page)).toBe("cats64");
  await expect(page.getByTestId("model-choice").locator("optgroup")).toHaveCount(0);
  await bring(page, path);
  expect(await shownModel(page)).toBe(model);
  expect(pixelDifference((await canvasPixels(page, "picture")).data, before.data)).toBe(SAME);
  await expect(panel(page)).toContainText("saved by SAGAN Lens");
  expect(faults).toEqual({ console: [], foreign: [] });
});

/** Bytes in the cache of saved models; hashes of what is in the cache of downloaded files. */
const stored = (page: Page) =>
  page.evaluate(async () => {
    const saved = await caches.open("sagan-lens-learned-1");
    const files = await caches.open("sagan-lens-files-1");
    let bytes = 0;
    for (const request of await saved.keys()) {
      bytes += (await (await saved.match(request))?.blob())?.size ?? 0;
    }
    return { saved: bytes, downloaded: (await files.keys()).map(({ url }) => url.split("/").at(-1)) };
  });

/** Files of saved models, as `id/path`. */
const storedFiles = (page: Page) =>
  page.evaluate(async () => {
    const saved = await caches.open("sagan-lens-learned-1");
    return (await saved.keys()).map(({ url }) => url.split("/").slice(-2).join("/")).sort();
  });

/** Hash of a saved model's weights. */
const weightsOf = (page: Page, model: string) =>
  page.evaluate(async (id) => {
    const response = await caches.match(new URL(`models/${id}/model.json`, document.baseURI).href);
    const manifest = await (response ?? new Response("{}")).json();
    return manifest.generator.weights.sha256 as string;
  }, model);

test("an imported model is stored once, listed with its size, and removed to the last byte", async ({
  page,
}) => {
  const faults = watchFaults(page);
  await openLens(page);
  await bring(page, peer("mimicry/netG_20_steps.pth"));
  const model = await shownModel(page);
  const weights = await weightsOf(page, model);
  const once = await stored(page);
  expect(once.saved).toBeGreaterThan(10_000);
  expect(once.downloaded).not.toContain(weights);
  // Opened again, it is still stored once.
  await page.reload();
  await waitForMark(page, "lens:first-picture");
  expect((await stored(page)).saved).toBe(once.saved);
  expect((await stored(page)).downloaded).not.toContain(weights);

  await openMenu(page, "model-menu");
  const list = page.getByTestId("stored-data");
  await list.locator("summary").focus();
  await page.keyboard.press("Enter");
  const saved = list.getByTestId("stored-saved");
  await expect(saved).toHaveCount(1);
  await expect(saved).toContainText(`${(once.saved / 1e6).toFixed(1)} MB`);
  const downloaded = list.getByTestId("stored-downloaded");
  await expect(downloaded).toHaveCount(1);
  await saved.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(saved).toHaveCount(0);
  await expect(list.getByTestId("stored-total")).toBeFocused();
  expect((await stored(page)).saved).toBe(0);
  expect((await stored(page)).downloaded).not.toContain(weights);
  await expect.poll(() => shownModel(page)).toBe("cats64");
  await expect(page.getByTestId("model-choice").locator("optgroup")).toHaveCount(0);

  // Downloaded files are removed as well, and what is open stays open.
  const before = (await stored(page)).downloaded.length;
  expect(before).toBeGreaterThan(0);
  await downloaded.getByRole("button").click();
  await expect.poll(async () => (await stored(page)).downloaded.length).toBeLessThan(before);
  expect(faults).toEqual({ console: [], foreign: [] });
});

for (const step of ["reading", "storing"] as const) {
  test(`an import that is cancelled while it is ${step} leaves nothing behind`, async ({ page }) => {
    const faults = watchFaults(page);
    await openLens(page);
    const before = await stored(page);
    await openMenu(page, "model-menu");
    // Within the page: a step may be over before a test could see it.
    await page.evaluate((wanted) => {
      const cancelled = new MutationObserver(() => {
        const panel = document.querySelector<HTMLElement>('[data-testid="importing"]');
        if (panel?.dataset.step !== wanted) return;
        const button = panel.querySelector<HTMLButtonElement>(".button-row button");
        if (!button) return;
        cancelled.disconnect();
        button.click();
        document.documentElement.dataset.cancelled = wanted;
      });
      cancelled.observe(document, { subtree: true, childList: true, attributes: true });
    }, step);
    const [checkpoint] = FULL_CHECKPOINTS;
    const { file } = fullCheckpointFile(checkpoint, 0.1);
    await page.getByLabel("Open your own generator").setInputFiles(file);
    await expect(page.locator("html")).toHaveAttribute("data-cancelled", step);
    await expect(panel(page)).toHaveCount(0);
    // What the browser was storing is complete before it stores this.
    await page.evaluate(async (name) => {
      const cache = await caches.open(name);
      await cache.put("/after", new Response());
      await cache.delete("/after");
    }, "sagan-lens-learned-1");
    await expect.poll(async () => (await stored(page)).saved).toBe(before.saved);
    expect(await shownModel(page)).toBe("cats64");
    expect(faults).toEqual({ console: [], foreign: [] });
  });
}

test("a model without reference values is not said to be compared with PyTorch", async ({ page }) => {
  await openLens(page);
  await openMenu(page, "model-menu");
  await page.evaluate(() => {
    const said = new Set<string>();
    Object.assign(window, { said });
    new MutationObserver(() => {
      const text = document.querySelector('[data-testid="engine-loading"] label')?.textContent;
      if (text) said.add(text);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.getByLabel("Open your own generator").setInputFiles(peer("mimicry/netG_20_steps.pth"));
  await phase(page, "open");
  await expect(page.getByTestId("model-choice")).not.toHaveValue("cats64");
  await expect(engineOf(page)).toHaveAttribute("data-backend", /./);
  const said = await page.evaluate(() => [...(window as unknown as { said: Set<string> }).said]);
  expect(said.filter((text) => text.includes("PyTorch"))).toEqual([]);
  await expect(await engineDetail(page)).toContainText("A first image was computed");
});

test("a TensorFlow.js model is given with its shards together", async ({ page }) => {
  await openLens(page);
  await bring(page, peer("taki0112/tfjs/model.json"), peer("taki0112/tfjs/group1-shard1of1.bin"));
  await expect(page.getByTestId("import-family")).toContainText("taki0112");
  await choose(page, peer("taki0112/tfjs/model.json"));
  await phase(page, "failed");
  await expect(page.getByTestId("import-fault")).toContainText("group1-shard1of1.bin");
});

for (const [file, said] of [
  ["voletiv/sagan_model_ckpt_0004000.refused.pth", "state_dict"],
  ["christiancosgrove/gen_10.refused.pth", "attention"],
] as const) {
  test(`${file} is refused with a sentence, and the picture stays`, async ({ page }) => {
    const faults = watchFaults(page);
    await openLens(page);
    const before = await canvasPixels(page, "picture");
    await choose(page, peer(file));
    await phase(page, "failed");
    await expect(page.getByTestId("import-fault")).toContainText(said);
    expect(pixelDifference((await canvasPixels(page, "picture")).data, before.data)).toBe(SAME);
    await panel(page).getByRole("button", { name: "Close" }).click();
    await expect(panel(page)).toHaveCount(0);
    expect(faults).toEqual({ console: [], foreign: [] });
  });
}

test("by address: the size first, then with leave; cut, gone on with, and not fetched again", async ({
  page,
}) => {
  const bytes = readFileSync(peer("studiogan/model=G-current-weights-step=2000.pth"));
  const { close, asked, origin } = await otherSite(bytes);
  try {
    const search = `?model=${encodeURIComponent(`${origin}/G.pth`)}`;
    // A phone, on which the panel stands far below the image.
    await page.setViewportSize({ width: 360, height: 740 });
    await openLens(page, search);
    await phase(page, "asking");
    await expect(panel(page).getByRole("button", { name: "Download" })).toBeInViewport();
    await expect(panel(page)).toContainText(`${(bytes.length / 1e6).toFixed(1)} MB`);
    expect(asked).toEqual(["HEAD"]);
    await panel(page).getByRole("button", { name: "Download" }).click();
    await phase(page, "cut");
    await expect(panel(page).getByRole("alert")).toContainText("stopped after");
    await panel(page).getByRole("button", { name: "Continue" }).click();
    await phase(page, "open");
    expect(asked).toEqual(["HEAD", "GET", expect.stringMatching(/^GET from \d+$/)]);
    await expect(page.getByTestId("import-family")).toContainText("StudioGAN");
    await pictureSettled(page);
    const model = await shownModel(page);
    // Another visit; the address alone would only change what stands after its #.
    await page.goto("about:blank");
    await page.goto(`${SITE_PATH}${search}#v=1&model=cats64&seed=1`);
    await expect.poll(() => shownModel(page)).toBe(model);
    expect(asked).toHaveLength(3);
  } finally {
    close();
  }
});

test("by address: a file that was exchanged for one of the same length and date is never mixed with it", async ({
  page,
}) => {
  const bytes = readFileSync(peer("heykeetae/1000_G.safetensors"));
  // The same tensors with other values: the lowest byte of each float32.
  const exchanged = Buffer.from(bytes);
  for (let at = 8 + Number(bytes.readBigUInt64LE()); at < bytes.length; at += 4) exchanged[at] ^= 0x55;
  const { close, asked, origin } = await otherSite(bytes, exchanged);
  try {
    await openLens(page, `?model=${encodeURIComponent(`${origin}/G.safetensors`)}`);
    await panel(page).getByRole("button", { name: "Download" }).click();
    await phase(page, "cut");
    await panel(page).getByRole("button", { name: "Continue" }).click();
    await phase(page, "open");
    expect(asked).toEqual(["HEAD", "GET", expect.stringMatching(/^GET from \d+$/), "GET"]);
    await expect(page.getByTestId("model-choice")).toHaveValue(/^mine-g-[0-9a-f]{6}$/);
    const downloaded = await shownModel(page);
    // Its id is made of its content: those of the two files on their own.
    const ids: string[] = [];
    for (const buffer of [bytes, exchanged]) {
      const other = await page.context().newPage();
      await openLens(other);
      await openMenu(other, "model-menu");
      const file = { name: "G.safetensors", mimeType: "application/octet-stream", buffer };
      await other.getByLabel("Open your own generator").setInputFiles(file);
      await phase(other, "open");
      await expect(other.getByTestId("model-choice")).toHaveValue(/^mine-g-[0-9a-f]{6}$/);
      ids.push(await shownModel(other));
      await other.close();
    }
    expect(ids[0]).not.toBe(ids[1]);
    expect(downloaded).toBe(ids[1]);
  } finally {
    close();
  }
});

test("an address that cannot be read from here, and one that is none, get sentences", async ({ page }) => {
  const server = createServer((_, response) => response.end("no leave for other sites"));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  try {
    await openLens(page, `?model=${encodeURIComponent(`http://127.0.0.1:${port}/G.pth`)}`);
    await phase(page, "failed");
    await expect(page.getByTestId("import-fault")).toHaveAttribute("data-code", "remote-refused");
    await openLens(page, "?model=http://example.org/G.pth");
    await expect(page.getByTestId("notice")).toContainText("https");
  } finally {
    server.close();
  }
});

for (const language of ["en", "ko"]) {
  test(`${language}: at 360 pixels nothing of the report overflows`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openLens(page, `?lang=${language}`);
    await openMenu(page, "model-menu");
    await page.locator("input[type=file][accept*='.pth']").setInputFiles(peer("ajbrock/G_shared_hier.pth"));
    await phase(page, "open");
    for (const summary of await panel(page).locator("summary").all()) await summary.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
}
