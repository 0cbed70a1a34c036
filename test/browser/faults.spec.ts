/** What bad input gets: a sentence that names it, a living page, never an endless spinner. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { NO_WASM_PATH, SITE_PATH } from "../support/addresses";
import { projectPath, readBytes } from "../support/files";
import { engineDetail, engineOf, openTask, pictureSettled, waitForMark } from "../support/lens-page";

const WEIGHTS = "**/models/cats64/generator.safetensors";
const MANIFEST = "**/models/cats64/model.json";
const weights = () => Buffer.from(readBytes("public/models/cats64/generator.safetensors"));
const manifest = () => JSON.parse(readFileSync(projectPath("public/models/cats64/model.json"), "utf8"));

/** The still can be used, the sentence stands there, nothing spins. */
async function expectFault(page: Page, code: string, sentence: RegExp): Promise<void> {
  const error = page.getByTestId("engine-error");
  await expect(error).toHaveAttribute("data-code", code);
  await expect(error).toContainText(sentence);
  await expect(page.getByTestId("engine-loading")).toHaveCount(0);
  await expect(page.getByTestId("stage")).toHaveAttribute("aria-busy", "false");
  await page.getByTestId("stage").focus();
  await page.keyboard.press("ArrowLeft");
  await openTask(page, "read");
  await expect(page.getByTestId("query-cell")).toHaveText("11, 12");
  await page.getByTestId("gallery").getByRole("button").nth(2).click();
  await expect(page.getByTestId("gallery").getByRole("button").nth(2)).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(page.getByTestId("stage")).toHaveAttribute("aria-busy", "false");
}

test("missing weights", async ({ page }) => {
  await page.route(WEIGHTS, (route) => route.fulfill({ status: 404, body: "Not found" }));
  await page.goto(SITE_PATH);
  await expectFault(page, "file-missing", /generator\.safetensors was not found \(status 404\)/);
});

test("a single-page host's index in place of the weights", async ({ page }) => {
  await page.route(WEIGHTS, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await page.goto(SITE_PATH);
  await expectFault(page, "file-missing", /generator\.safetensors was not found/);
});

test("truncated weights", async ({ page }) => {
  await page.route(WEIGHTS, (route) => route.fulfill({ body: weights().subarray(0, 1_000_000) }));
  await page.goto(SITE_PATH);
  await expectFault(page, "file-truncated", new RegExp(`ended after 1000000 of ${weights().length} bytes`));
});

test("altered weights", async ({ page }) => {
  const body = weights();
  body[2_000_000] ^= 1;
  await page.route(WEIGHTS, (route) => route.fulfill({ body }));
  await page.goto(SITE_PATH);
  await expectFault(page, "file-altered", /does not match the model's description/);
});

test("weights that are not finite, with a manifest that vouches for them", async ({ page }) => {
  const body = weights();
  // The last half-precision number becomes NaN.
  body.writeUInt16LE(0x7e00, body.length - 2);
  const description = manifest();
  description.generator.weights.sha256 = createHash("sha256").update(body).digest("hex");
  await page.route(WEIGHTS, (route) => route.fulfill({ body }));
  await page.route(MANIFEST, (route) => route.fulfill({ json: description }));
  await page.goto(SITE_PATH);
  await expectFault(page, "tensor-not-finite", /the tensor rgb\.bias contains an infinite value or NaN/);
});

test("weights of another network", async ({ page }) => {
  const description = manifest();
  description.generator.layers[0].shape = [128, 4, 4];
  await page.route(MANIFEST, (route) => route.fulfill({ json: description }));
  await page.goto(SITE_PATH);
  await expectFault(
    page,
    "tensor-shape",
    /fc\.weight has the shape \[4096, 128\]; it should be \[2048, 128\]/,
  );
});

test("a manifest with a wrong field", async ({ page }) => {
  const description = manifest();
  description.latent.size = -3;
  await page.route(MANIFEST, (route) => route.fulfill({ json: description }));
  await page.goto(SITE_PATH);
  await expectFault(page, "manifest-field", /model\.json has a wrong field, latent\.size/);
});

test("a manifest that is not JSON, then mended: trying again works", async ({ page }) => {
  await page.route(MANIFEST, (route) => route.fulfill({ body: "{ oops" }));
  await page.goto(SITE_PATH);
  await expectFault(page, "manifest-not-json", /is not valid JSON/);
  await page.unroute(MANIFEST);
  await page.getByRole("button", { name: "Try again" }).click();
  await waitForMark(page, "lens:first-picture");
  await expect(engineOf(page)).toHaveAttribute("data-backend", "wasm");
  await expect(page.getByTestId("engine-error")).toHaveCount(0);
});

test("weights that never finish can be cancelled", async ({ page }) => {
  await page.route(WEIGHTS, () => new Promise(() => {}));
  await page.goto(SITE_PATH);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expectFault(page, "cancelled", /Loading was cancelled/);
});

test("golden values that this machine does not reproduce", async ({ page }) => {
  const golden = Buffer.from(readBytes("public/models/cats64/golden.safetensors"));
  const description = manifest();
  // The last query feature; a backend that is off by this much computes something else.
  golden.writeFloatLE(40, golden.length - 4);
  description.golden.sha256 = createHash("sha256").update(golden).digest("hex");
  await page.route("**/models/cats64/golden.safetensors", (route) => route.fulfill({ body: golden }));
  await page.route(MANIFEST, (route) => route.fulfill({ json: description }));
  await page.goto(`${SITE_PATH}?backend=wasm`);
  await expectFault(page, "backend-inexact", /The backend wasm computes wrong values on this computer/);
});

test("an unknown backend in the address is reported, and the best one is used", async ({ page }) => {
  await page.goto(`${SITE_PATH}?backend=abacus`);
  await waitForMark(page, "lens:first-picture");
  await expect(page.getByTestId("notice")).toContainText("There is no backend called “abacus”");
  await expect(engineOf(page)).toHaveAttribute("data-backend", "wasm");
});

for (const [language, backend, sentence, best] of [
  ["en", "webgpu", /The backend webgpu cannot be used here/, "Use the best backend"],
  ["en", "webgl", /The backend webgl cannot be used here/, "Use the best backend"],
  ["ko", "webgl", /webgl 백엔드를 여기에서 쓸 수 없습니다/, "가장 알맞은 백엔드 사용"],
] as const) {
  test(`${language}: a forced ${backend} where there is none, and the best backend at a click`, async ({
    page,
  }) => {
    await page.goto(`${SITE_PATH}?lang=${language}&backend=${backend}#v=1&model=cats64&seed=4&q=12.12`);
    await expectFault(page, "backend-unavailable", sentence);
    await page.getByTestId("engine-error").getByRole("button", { name: best }).click();
    await waitForMark(page, "lens:first-picture");
    await expect(engineOf(page)).toHaveAttribute("data-backend", "wasm");
    await expect(page.getByTestId("engine-error")).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`\\?lang=${language}#`));
  });
}

test("training on a forced GPU where there is none, and on the best backend at a click", async ({ page }) => {
  await page.goto(`${SITE_PATH}learn.html?backend=webgl`);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  const fault = page.getByTestId("learning-fault");
  await expect(fault).toHaveAttribute("data-code", "backend-unavailable");
  await fault.getByRole("button", { name: "Use the best backend" }).click();
  const step = async () => Number(await page.getByTestId("standing").getAttribute("data-step"));
  await expect.poll(step).toBeGreaterThan(0);
  await expect(fault).toHaveCount(0);
});

test("no GPU at all: WASM carries it", async ({ page }) => {
  await page.goto(SITE_PATH);
  await waitForMark(page, "lens:first-picture");
  await expect(engineOf(page)).toHaveAttribute("data-backend", "wasm");
});

test("WASM blocked by the page's policy: plain JavaScript carries it, and says what was passed over", async ({
  page,
}) => {
  await page.goto(NO_WASM_PATH);
  await waitForMark(page, "lens:first-picture");
  const badge = engineOf(page);
  await expect(badge).toHaveAttribute("data-backend", "cpu");
  await expect(await engineDetail(page)).toContainText("WASM was skipped");
  await pictureSettled(page);
});

test("no backend can start: the gallery of stills stays and says so", async ({ page }) => {
  await page.route("**/engine.worker-*.js", (route) => route.abort());
  await page.goto(SITE_PATH);
  await expectFault(page, "no-backend", /cannot run in this browser \(tried: wasm, cpu\)\. The images below/);
});

test("without a generator, an image that needs one says so", async ({ page }) => {
  await page.route(WEIGHTS, (route) => route.fulfill({ status: 404, body: "Not found" }));
  await page.goto(SITE_PATH);
  await expect(page.getByTestId("engine-error")).toBeVisible();
  await page.getByRole("textbox", { name: "Seed" }).fill("12345");
  await expect(page.getByTestId("hint")).toHaveText(/This image needs the generator/);
  await expect(page.getByTestId("stage")).toHaveAttribute("aria-busy", "false");
  await page.getByRole("textbox", { name: "Seed" }).fill("4");
  await expect(page.getByTestId("hint")).not.toHaveText(/needs the generator/);
});

test("a backend that hangs is given up after its time, and the next one carries on", async ({ page }) => {
  // The WASM binary never arrives: the worker waits for it without an error of its own.
  await page.context().route("**/*.wasm", () => new Promise(() => {}));
  await page.goto(SITE_PATH);
  await waitForMark(page, "lens:first-picture");
  const badge = engineOf(page);
  await expect(badge).toHaveAttribute("data-backend", "cpu");
  await expect(await engineDetail(page)).toContainText("The backend wasm did not answer within 20 seconds");
});

test("a missing still costs only the head start", async ({ page }) => {
  await page.route("**/stills/cats64-4.safetensors", (route) => route.fulfill({ status: 404 }));
  await page.goto(SITE_PATH);
  await waitForMark(page, "lens:first-picture");
  await expect(page.getByTestId("notice")).toHaveAttribute("data-code", "file-missing");
  await page.getByTestId("notice").getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByTestId("notice")).toHaveCount(0);
});

test("without the controls of the tasks the page says so, and the image can still be pointed at", async ({
  page,
}) => {
  await page.route("**/Tasks-*.js", (route) => route.abort());
  await page.goto(SITE_PATH);
  await expect(page.getByTestId("notice")).toHaveCount(1);
  await expect(page.getByTestId("notice")).toContainText("could not be reached");
  await pictureSettled(page);
  await page.getByTestId("stage").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("stage").getByTestId("pin")).toHaveAttribute("data-cell", "12,12");
});
