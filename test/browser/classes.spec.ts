/** A generator of a thousand classes: their names, the field that finds one, and what its strips may keep waiting. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { writeSafetensors } from "../../src/model/formats/safetensors";
import { projectPath } from "../support/files";
import {
  engineOf,
  framesPass,
  openLens,
  openMenu,
  openTask,
  pictureSettled,
  watchFaults,
} from "../support/lens-page";
import { made, openPeer, tensorsIn } from "../support/made-checkpoints";

/** A file of ajbrock's code base, as small as its peer but with ImageNet's thousand classes. */
async function thousandClasses() {
  const tables = /^blocks\.\d+\.0\.bn\d\.(?:gain|bias)\.weight$/;
  const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  for (const [name, tensor] of tensorsIn(await openPeer("ajbrock/G.pth"))) {
    const { shape, read } = tables.test(name)
      ? made([1000, tensor.shape[1]], (at) => Math.sin(at) / 4)
      : tensor;
    tensors.set(name, { shape, data: await read() });
  }
  const buffer = Buffer.from(writeSafetensors(tensors, {}));
  return { name: "G_ema.safetensors", mimeType: "application/octet-stream", buffer };
}

async function choose(
  page: Page,
  files: Parameters<ReturnType<Page["locator"]>["setInputFiles"]>[0],
): Promise<void> {
  await openMenu(page, "model-menu");
  await page.locator("input[type=file][accept*='.pth']").setInputFiles(files);
  await expect(page.getByTestId("importing")).toHaveAttribute("data-phase", "open");
  await expect(page.getByTestId("model-choice")).not.toHaveValue("cats64");
  await expect(engineOf(page)).toHaveAttribute("data-backend", /./);
  await pictureSettled(page);
  await page
    .getByTestId("importing")
    .getByRole("button", { name: /Close|닫기/ })
    .click();
}

const field = (page: Page) => page.getByTestId("class-choice").getByRole("combobox");
const options = (page: Page) => page.getByTestId("class-choice").getByRole("option");
const address = (page: Page) => page.evaluate(() => decodeURIComponent(location.hash));

test("a class of a thousand is found by name and number, with keys alone", async ({ page }) => {
  const faults = watchFaults(page);
  await openLens(page);
  await choose(page, [await thousandClasses()]);
  await openTask(page, "image");
  await expect(field(page)).toHaveValue("0: tench");
  await field(page).focus();
  // What is typed takes the place of what is there.
  await page.keyboard.type("golden retriever");
  await expect(options(page)).toHaveText(["207: golden retriever"]);
  await expect(field(page)).toHaveAttribute("aria-expanded", "true");
  await expect(field(page)).toHaveAttribute(
    "aria-activedescendant",
    (await options(page).first().getAttribute("id")) ?? "",
  );
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("207: golden retriever");
  await expect(field(page)).toHaveAttribute("aria-expanded", "false");
  await pictureSettled(page);
  await expect.poll(() => address(page)).toMatch(/class=207(?:&|:|$)/);

  await page.keyboard.type("cat");
  await expect(options(page).nth(4)).toHaveText("285: Egyptian cat");
  await expect(options(page).first()).toHaveText("281: tabby");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("283: Persian cat");

  await page.keyboard.type("no such thing");
  await expect(options(page)).toHaveCount(0);
  await expect(page.getByTestId("class-choice").getByRole("status")).toHaveText(
    "No class has this name or number.",
  );
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveValue("283: Persian cat");
  await page.keyboard.type("207");
  await expect(options(page).first()).toHaveText("207: golden retriever");
  await options(page).first().click();
  await expect(field(page)).toHaveValue("207: golden retriever");
  await expect(field(page)).toBeFocused();
  // No image is made of any class before somebody asks for them.
  await expect(page.getByTestId("class-strip")).toHaveCount(0);
  await page.getByTestId("class-images").locator("summary").click();
  await expect(page.getByTestId("class-strip").locator("canvas[data-ready='true']")).toHaveCount(13);
  expect(faults).toEqual({ console: [], foreign: [] });
});

test("ko: the same field, with the names that there are", async ({ page }) => {
  await openLens(page, "?lang=ko");
  await choose(page, [await thousandClasses()]);
  await openTask(page, "image");
  await expect(page.getByLabel("클래스 찾기").first()).toHaveValue("0: tench");
  await field(page).fill("207");
  await expect(options(page).first()).toHaveText("207: golden retriever");
});

test("Hugging Face's two files are chosen together, and the names in its configuration win", async ({
  page,
}) => {
  await openLens(page);
  const config = { num_classes: 3, id2label: { 0: "tulip", 1: "rose", 2: "daisy" } };
  const buffer = readFileSync(projectPath("test/peers/biggan-deep/pytorch_model.bin"));
  await choose(page, [
    { name: "pytorch_model.bin", mimeType: "application/octet-stream", buffer },
    { name: "config.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(config)) },
  ]);
  await openTask(page, "image");
  await expect(page.getByTestId("class-strip").getByRole("button")).toHaveText(["tulip", "rose", "daisy"]);
});

/** Requests of images to the engine's worker and its answers, in their order: looked at, not changed. */
async function watchRequests(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const log: string[] = [];
    Object.assign(window, { imageRequests: log });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message, ...rest: unknown[]) {
      const { type, name, id } = Object(message);
      if (type === "call" && (name === "generate" || name === "thumbnail")) {
        log.push(`${name} asked`);
        this.addEventListener("message", ({ data }) => {
          if (data.id === id && data.type === "value") log.push(`${name} answered`);
        });
      }
      return Reflect.apply(post, this, [message, ...rest]);
    };
  });
}
const requests = (page: Page) =>
  page.evaluate(() => (window as unknown as { imageRequests: readonly string[] }).imageRequests);

test("strips give way: no image of one is asked for while somebody waits for another, and none of a closed one", async ({
  page,
}) => {
  await watchRequests(page);
  await openLens(page);
  const film = page.locator(".film");
  await film.getByText("Seeds", { exact: true }).click();
  const grid = page.getByTestId("seed-grid");
  const newSeed = film.getByRole("button", { name: "New seed" });
  for (let count = 0; count < 4; count++) {
    const before = (await requests(page)).filter((each) => each === "thumbnail asked").length;
    await newSeed.click();
    await expect
      .poll(async () => (await requests(page)).filter((each) => each === "thumbnail asked").length)
      .toBeGreaterThan(before);
  }
  await expect(grid.locator("canvas[data-ready='true']")).toHaveCount(12);
  const log = await requests(page);
  expect(log.slice(0, 2)).toEqual(["generate asked", "generate answered"]);
  const pending = { generate: 0, thumbnail: 0 };
  for (const [at, each] of log.entries()) {
    const [name, what] = each.split(" ") as ["generate" | "thumbnail", string];
    if (each === "thumbnail asked")
      expect(pending, `entry ${at} of ${log.join(", ")}`).toEqual({ generate: 0, thumbnail: 0 });
    pending[name] += what === "asked" ? 1 : -1;
  }

  // A drawer where the page is narrow; closed, it makes nothing of another seed.
  await page.setViewportSize({ width: 700, height: 900 });
  await expect(grid).toHaveCount(0);
  const closed = (await requests(page)).length;
  await page.evaluate(() => {
    location.hash = location.hash.replace(/seed=\d+/, "seed=77");
  });
  await expect.poll(async () => (await requests(page)).length).toBeGreaterThanOrEqual(closed + 2);
  await framesPass(page, 60);
  expect((await requests(page)).slice(closed)).toEqual(["generate asked", "generate answered"]);
});
