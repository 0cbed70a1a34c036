/** The main ways of files: what the lens saves, and what it is given. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { csvParse } from "d3-dsv";
import { decode } from "fast-png";
import { parse } from "npyjs";
import { expect, test } from "vitest";
import { readStill } from "../../src/model/formats/still";
import { projectPath } from "../support/files";
import { CHOSEN, inEngine, site } from "./in-engine";
import { button, tested, type Visit } from "./visit";

const takeaway = tested("takeaway");

const npy = ({ bytes }: { readonly bytes: Buffer }) => {
  const { data, shape } = parse(new Uint8Array(bytes).buffer);
  return { values: data as Float32Array, shape };
};
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

async function openExport(lens: Visit): Promise<void> {
  await lens.openLens(site("#v=1&model=cats64&seed=7&q=20.9&pins=12.8,20.9"));
  await lens.settled();
  await lens.openTask("export");
  await expect.poll(() => lens.count(tested("figure-preview"))).toBe(1);
}

inEngine((visit) => {
  test("figures are saved as PNG and SVG", async () => {
    const lens = visit();
    await openExport(lens);
    // A task that is opened first has its styles, too.
    const room = await lens.of(button("SVG", takeaway), (one) =>
      Number.parseFloat(getComputedStyle(one.parentElement ?? one).columnGap),
    );
    expect(room).toBeGreaterThan(0);
    const png = await lens.download(button("PNG", takeaway));
    expect(png.name).toMatch(/^cats64-seed7-q12\.8-20\.9.*\.png$/);
    const { width, text } = decode(png.bytes);
    const svg = await lens.download(button("SVG", takeaway));
    expect(svg.name).toMatch(/\.svg$/);
    const drawing = svg.bytes.toString();
    expect(width).toBe(2 * Number(/<svg[^>]* width="(\d+)"/.exec(drawing)?.[1]));
    expect([text.Source, drawing]).toEqual([
      expect.stringContaining("seed=7"),
      expect.stringContaining("query 20, 9"),
    ]);
    expect(lens.errors).toEqual([]);
  });

  test("rows, images and the whole matrix are saved as CSV and NPY", async () => {
    const lens = visit();
    await openExport(lens);
    const row = npy(await lens.download(button("Row, NPY", takeaway)));
    expect(row.shape).toEqual([32, 32]);
    expect(sum(row.values)).toBeCloseTo(1, 5);
    const table = csvParse((await lens.download(button("Row, CSV", takeaway))).bytes.toString());
    expect(table.map(({ weight }) => Math.fround(Number(weight)))).toEqual([...row.values]);

    const image = npy(await lens.download(button("Image, NPY", takeaway)));
    expect(image.shape).toEqual([64, 64, 3]);
    const pixels = csvParse((await lens.download(button("Image, CSV", takeaway))).bytes.toString());
    expect(pixels).toHaveLength(64 * 64);

    const matrix = npy(await lens.download(button("Whole matrix, NPY", takeaway)));
    expect(matrix.shape).toEqual([1024, 1024]);
    const at = (9 * 32 + 20) * 1024;
    expect(matrix.values.subarray(at, at + 1024)).toEqual(row.values);
    const lines = csvParse((await lens.download(button("Whole matrix, CSV", takeaway))).bytes.toString());
    expect(lines).toHaveLength(1024);
    expect(lens.errors).toEqual([]);
  });

  test("a session, a still and a page are saved, and the page hovers from a disk", async () => {
    const lens = visit();
    await openExport(lens);
    const files = tested("session-files");
    const session = await lens.download(button("Save the session", files));
    expect(JSON.parse(session.bytes.toString())).toMatchObject({ format: "sagan-lens-session", seed: 7 });
    const still = await lens.download(button("Save a still", files));
    const [{ queryGrid }] = readStill(still.bytes, still.name).sites;
    expect(queryGrid).toEqual({ width: 32, height: 32 });
    const page = await lens.download(button("Save a page", files));
    expect(page.name).toMatch(/\.html$/);
    const path = join(lens.driver.downloads, `opened-${page.name}`);
    writeFileSync(path, page.bytes);

    await lens.driver.open(pathToFileURL(path).href);
    const stage = { css: "[role=application]", host: "sagan-lens" };
    await expect.poll(() => lens.count({ css: "[data-mark=pin]", host: "sagan-lens" })).toBe(2);
    await lens.of(stage, (found) => found.focus());
    await lens.press("Escape");
    await lens.press("Escape");
    await lens.driver.move(await lens.place(stage, { x: 5.5 / 32, y: 30.5 / 32 }));
    await expect
      .poll(() => lens.text({ css: ".sentence", host: "sagan-lens" }))
      .toContain("Query 5, 30 reads");
    expect(lens.errors).toEqual([]);
  });

  test("a checkpoint of another code base is imported and draws", async () => {
    const lens = visit();
    await lens.openLens(site(CHOSEN));
    const first = await lens.image();
    await lens.click(tested("model-menu", " > button"));
    const input = 'input[type=file][accept*=".pth"]';
    await expect.poll(() => lens.count(input)).toBe(1);
    await lens.driver.chooseFiles(input, [projectPath("test/peers/mimicry/netG_20_steps.pth")]);
    await expect.poll(() => lens.attribute(tested("importing"), "data-phase")).toBe("open");
    await expect.poll(() => lens.value(tested("model-choice"))).toMatch(/^mine-netg-20-steps-/);
    await expect.poll(() => lens.attribute(tested("more", " > button"), "data-backend")).toBeTruthy();
    expect(await lens.image()).not.toBe(first);
    expect(await lens.text(tested("import-family"))).toContain("mimicry");
    expect(lens.errors).toEqual([]);
  });

  test("a person's own image is scored by the discriminator", async () => {
    const lens = visit();
    await lens.openLens(site(CHOSEN));
    await lens.openTask("network");
    await lens.click(tested("discriminator", " > summary"));
    const score = () => lens.attribute(tested("score"), "data-value");
    await expect.poll(score).toMatch(/\d/);
    const generated = await score();
    const picture = await lens.image();
    await lens.driver.chooseFiles(tested("discriminator", " input[type=file]"), [
      projectPath("test/fixtures/pictures/pattern-90.png"),
    ]);
    await expect.poll(() => lens.text(tested("verdict"))).toContain("your image");
    expect(await score()).not.toBe(generated);
    expect(await lens.image()).not.toBe(picture);
    await lens.click(button("Back to the generated image", tested("discriminator")));
    await expect.poll(() => lens.image()).toBe(picture);
    expect(lens.errors).toEqual([]);
  });
});
