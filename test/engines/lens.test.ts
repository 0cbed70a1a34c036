/** The main ways through the lens: looking, choosing, changing, walking. */
import { expect, test } from "vitest";
import { CHOSEN, inEngine, site } from "./in-engine";
import { button, field, type Target, tested, type Visit } from "./visit";

const query = tested("query-cell");
const pins = tested("stage", ` ${tested("pin")}`);
const map = tested("plain-map");
const seed = field("Seed");

const toSeed = async (lens: Visit, number: string) => {
  await lens.fill(seed, number);
  await lens.until((wanted) => window.location.hash.split(/[#&]/).includes(wanted), `seed=${number}`);
};

inEngine((visit) => {
  test("the page opens on a still, and the engine draws its image", async () => {
    const lens = visit();
    await lens.driver.open(site());
    await lens.firstImage();
    expect(await lens.image()).toMatch(/^64 × 64, \d{3,} colours/);
    expect(await lens.attribute(tested("more", " > button"), "data-backend")).toMatch(
      /^(webgpu|webgl|wasm)$/,
    );
    expect(await lens.text(tested("row-sum"))).toBe("1.000");
    expect(await lens.count(tested("notice"))).toBe(0);
    const pointsBack = (arrow: HTMLElement) =>
      ((arrow as Element as SVGPathElement).getScreenCTM()?.a ?? 0) > 0;
    expect(await lens.of("button[aria-label=Undo] path", pointsBack)).toBe(true);
    expect(await lens.of("button[aria-label=Redo] path", pointsBack)).toBe(false);
    expect(lens.errors).toEqual([]);
  });

  test("pointing at the image shows the row of the query there", async () => {
    const lens = visit();
    await lens.openLens(site(CHOSEN));
    await lens.settled();
    const before = await lens.pixels(map);
    await lens.hoverCell(16, 22);
    await expect.poll(() => lens.text(query)).toBe("16, 22");
    expect(await lens.pixels(map)).not.toBe(before);
    await lens.hoverCell(0, 31);
    await expect.poll(() => lens.text(query)).toBe("0, 31");
    expect(lens.errors).toEqual([]);
  });

  test("clicks pin several queries, and Escape unpins them", async () => {
    const lens = visit();
    await lens.openLens(site(CHOSEN));
    await lens.clickCell(8, 8);
    await expect.poll(() => lens.attribute(pins, "data-cell")).toBe("8,8");
    await lens.clickCell(20, 9, "Shift");
    await expect.poll(() => lens.count(pins)).toBe(2);
    await lens.clickCell(3, 28, "Shift");
    await expect.poll(() => lens.count(pins)).toBe(3);
    for (const left of [2, 1, 0]) {
      await lens.press("Escape");
      await expect.poll(() => lens.count(pins)).toBe(left);
    }
    expect(lens.errors).toEqual([]);
  });

  test("a seed that is typed changes the image, and the earlier one brings it back", async () => {
    const lens = visit();
    await lens.openLens(site(CHOSEN));
    const first = await lens.image();
    await toSeed(lens, "7");
    expect(await lens.image()).not.toBe(first);
    await toSeed(lens, "4");
    expect(await lens.image()).toBe(first);
    await lens.click(button("New seed"));
    await expect.poll(() => lens.image()).not.toBe(first);
    expect(lens.errors).toEqual([]);
  });

  test("a slider follows the pointer and the keys", async () => {
    const lens = visit();
    await lens.openLens(site(CHOSEN));
    const first = await lens.image();
    await lens.openTask("image");
    const truncation = field("Truncation ψ");
    const value = async () => Number(await lens.value(truncation));
    await expect.poll(value).toBeGreaterThan(0);
    const before = await value();
    await lens.click(truncation, { x: 0.25, y: 0.5 });
    await expect.poll(() => lens.image()).not.toBe(first);
    const clicked = await value();
    expect(clicked).toBeLessThan(before);
    await lens.press("ArrowRight");
    await expect.poll(value).toBeGreaterThan(clicked);
    expect(lens.errors).toEqual([]);
  });

  test("another class is another image", async () => {
    const lens = visit();
    await lens.openLens(site("#v=1&model=eurosat64&seed=5"));
    const first = await lens.image();
    await lens.openTask("image");
    const classes = tested("class-strip", " button");
    await expect.poll(() => lens.count(classes)).toBe(6);
    await lens.click(tested("class-strip", " button[aria-pressed=false]"));
    await expect.poll(() => lens.image()).not.toBe(first);
    await lens.until(() => window.location.hash.includes("class="));
    expect(lens.errors).toEqual([]);
  });

  test("what if: without its attention the image is another one, and undoing all brings it back", async () => {
    const lens = visit();
    await lens.openLens(site(CHOSEN));
    const first = await lens.image();
    await lens.openTask("what-if");
    await lens.click(tested("attention-switch"));
    const change = async () => Number(await lens.attribute(tested("mean-change"), "data-value"));
    await expect.poll(change).toBeGreaterThan(0.001);
    expect(await lens.image()).not.toBe(first);
    await lens.click(button("Undo all", tested("what-if")));
    await expect.poll(() => lens.image()).toBe(first);
    expect(lens.errors).toEqual([]);
  });

  test("a walk plays, and is recorded in each format that the browser can make", async () => {
    const lens = visit();
    await lens.openLens(site(CHOSEN));
    const first = await lens.image();
    await lens.openTask("image");
    await lens.click(tested("walk", " > summary"));
    await lens.click(button("Four random images"));
    await expect.poll(() => lens.count(tested("key-frames", " canvas[data-ready=true]"))).toBe(4);
    const place = field("Position on the walk");
    await lens.click(button("Play"));
    await expect.poll(async () => Number(await lens.value(place))).toBeGreaterThan(0.2);
    await lens.click(button("Stop"));
    expect(await lens.image()).not.toBe(first);

    // The shortest there is: the left end of the slider.
    await lens.click(field("Seconds per image"), { x: 0.01, y: 0.5 });
    await expect.poll(() => lens.value(field("Seconds per image"))).toBe("0.5");
    const gif = await lens.download(button("Animation (GIF)"));
    expect(gif.name).toBe("cats64-walk.gif");
    expect(gif.bytes.subarray(0, 6).toString("latin1")).toBe("GIF89a");
    expect(gif.bytes.at(-1)).toBe(0x3b);

    const webm: Target = button("Video (WebM)");
    if (await lens.of(webm, (found) => (found as HTMLButtonElement).disabled)) {
      expect(await lens.text(tested("recorder"))).toContain("cannot write WebM");
    } else {
      const film = await lens.download(webm);
      expect(film.name).toBe("cats64-walk.webm");
      expect(film.bytes.subarray(0, 4).toString("hex")).toBe("1a45dfa3");
    }
    expect(lens.errors).toEqual([]);
  });

  test.each([
    ["webgpu", "en", "this browser does not offer it", "Use the best backend"],
    ["webgl", "ko", "이 브라우저가 제공하지 않습니다", "가장 알맞은 백엔드 사용"],
  ])(
    "%s, which this browser lacks, is refused at once, and the best one is a click away",
    async (backend, language, why, best) => {
      const lens = visit();
      await lens.driver.open(site(`?lang=${language}&backend=${backend}${CHOSEN}`));
      const error = tested("engine-error");
      await expect.poll(() => lens.attribute(error, "data-code")).toBe("backend-unavailable");
      // Nothing was started that had to fail first; the words of another language come a moment later.
      await expect.poll(() => lens.text(error)).toContain(why);
      await lens.click(button(best, error));
      await lens.firstImage();
      expect(await lens.attribute(tested("more", " > button"), "data-backend")).toMatch(/^(webgl|wasm)$/);
      expect(await lens.count(error)).toBe(0);
      expect(await lens.inPage(() => window.location.search)).toBe(`?lang=${language}`);
      expect(lens.errors).toEqual([]);
    },
  );
});
