/** The element in surroundings that pages put it into: other documents, transforms, right-to-left text, slides, sandboxes. */
import { expect, type Locator, type Page, test } from "@playwright/test";
import type { SaganLensElement } from "../../src/element/types";
import { ELSEWHERE_PATH, FOREIGN_PORT, SITE_PATH, TEST_PORT } from "../support/addresses";
import { elementReady } from "../support/element";
import { watchFaults } from "../support/lens-page";

type Lens = SaganLensElement;
const FOREIGN = `http://127.0.0.1:${FOREIGN_PORT}/`;
const HOST = `http://127.0.0.1:${TEST_PORT}`;
const STILL = `${HOST}${ELSEWHERE_PATH}stills/cats64-78.safetensors`;
const MODULE = `<script type="module" src="${HOST}${ELSEWHERE_PATH}sagan-lens.js"></script>`;

/** A page of another origin with this body. */
async function openPage(page: Page, body: string): Promise<void> {
  // Really from that origin: what a test answers in its place may not load anything from this computer.
  await page.goto(`${FOREIGN}empty.html`);
  await page.setContent(
    `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>A page</title>${body}`,
  );
}

const query = (lens: Locator) => lens.evaluate((element: Lens) => element.state.query);

/** Where the middle of a cell is on the screen. */
const middleOf = (lens: Locator, x: number, y: number) =>
  lens.evaluate(
    (element: Lens, [column, row]) => {
      const mark = document.createElement("b");
      const place = (cell: number) => `${((cell + 0.5) / 32) * 100}%`;
      mark.style.cssText = `position: absolute; width: 0; height: 0; left: ${place(column)}; top: ${place(row)}`;
      element.shadowRoot?.querySelector(".stage")?.append(mark);
      const { x, y } = mark.getBoundingClientRect();
      mark.remove();
      return { x, y };
    },
    [x, y] as const,
  );

test("moved into a frame, a window and back, an element is drawn and answers", async ({ page, context }) => {
  const { console: errors } = watchFaults(page);
  await openPage(
    page,
    `<sagan-lens still="${STILL}" style="width: 200px"></sagan-lens><iframe title="Another document" width="400" height="500"></iframe>${MODULE}`,
  );
  await elementReady(page.locator("sagan-lens"));
  const pixels = await page
    .locator("sagan-lens")
    .evaluate((element: Lens) => Array.from(element.image().pixels));
  const shown = (lens: Locator) =>
    lens.evaluate((element: Lens) => {
      const root = element.shadowRoot as ShadowRoot;
      const canvas = root.querySelector("canvas.picture") as HTMLCanvasElement;
      const { width, height } = canvas;
      return {
        position: getComputedStyle(canvas).position,
        sheets: root.adoptedStyleSheets.length,
        pixels: Array.from(canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? []),
      };
    });
  const expectWorking = async (lens: Locator, within: Page, at: number) => {
    await expect(lens).toBeVisible();
    expect(await shown(lens)).toEqual({ position: "absolute", sheets: 1, pixels });
    await lens.evaluate((element: Lens, x) => element.setAttribute("query", `${x},3`), at);
    await lens.getByRole("application").focus();
    await within.keyboard.press("ArrowRight");
    expect(await query(lens)).toEqual({ x: at + 1, y: 3 });
    await expect(lens.locator("[data-mark=query]")).toHaveAttribute("data-cell", `${at + 1},3`);
  };
  await page.evaluate(() => {
    const lens = document.querySelector("sagan-lens") as Lens;
    document.querySelector("iframe")?.contentDocument?.body.append(lens);
  });
  await expectWorking(page.frameLocator("iframe").locator("sagan-lens"), page, 3);
  const [popup] = await Promise.all([
    context.waitForEvent("page"),
    page.evaluate(() => {
      const lens = document.querySelector("iframe")?.contentDocument?.querySelector("sagan-lens") as Lens;
      window.open("about:blank", "", "width=400,height=500")?.document.body.append(lens);
    }),
  ]);
  await expectWorking(popup.locator("sagan-lens"), popup, 8);
  // A document that is not shown: nothing is drawn there, and nothing breaks.
  await popup.evaluate(() => {
    const lens = document.querySelector("sagan-lens") as Lens;
    document.implementation.createHTMLDocument("").body.append(lens);
    window.opener.document.body.append(lens);
  });
  await expectWorking(page.locator("sagan-lens"), page, 12);
  expect(errors).toEqual([]);
});

for (const transform of [
  "none",
  "rotate(90deg)",
  "rotate(211deg)",
  "scaleX(-1)",
  "scale(1.6, 0.8)",
  "skewY(20deg)",
  "perspective(500px) rotateY(40deg) rotateX(20deg)",
  "perspective(400px) rotateZ(30deg) rotateX(-35deg)",
]) {
  test(`the cell under the pointer is found under ${transform}`, async ({ page }) => {
    await openPage(
      page,
      `<div style="position: fixed; left: 400px; top: 200px; transform: ${transform}"><div style="border: 7px solid; zoom: 1.25">
      <sagan-lens still="${STILL}" controls="" style="width: 240px"></sagan-lens></div></div>${MODULE}`,
    );
    const lens = page.locator("sagan-lens");
    await elementReady(lens);
    for (const [x, y] of [
      [0, 0],
      [31, 0],
      [5, 27],
      [31, 31],
      [16, 9],
    ]) {
      const at = await middleOf(lens, x, y);
      await page.mouse.move(at.x, at.y);
      expect(await query(lens), `${x}, ${y}`).toEqual({ x, y });
    }
    const at = await middleOf(lens, 20, 6);
    await page.mouse.click(at.x, at.y);
    expect(await lens.evaluate((element: Lens) => element.state.pins)).toEqual([{ x: 20, y: 6 }]);
  });
}

test("on a page that runs from right to left, the colour bar and the marks are where they are", async ({
  page,
}) => {
  const places = async (body: string) => {
    await openPage(page, `${body}${MODULE}`);
    const lens = page.locator("sagan-lens");
    await elementReady(lens);
    await expect(lens.locator(".bar text").first()).toBeVisible();
    return lens.evaluate((element: Lens) => {
      const root = element.shadowRoot as ShadowRoot;
      const labels = [".bar", ".marks"].flatMap((name) => {
        const drawing = root.querySelector(name) as SVGSVGElement;
        const box = drawing.getBoundingClientRect();
        return [...drawing.querySelectorAll("text")].map((text) => {
          const { left, right } = text.getBoundingClientRect();
          return [text.textContent, Math.round(left - box.left), Math.round(right - box.left)];
        });
      });
      const sentence = getComputedStyle(root.querySelector(".sentence") as Element).direction;
      return { labels, sentence, step: element.getAttribute("dir"), hash: element.hash };
    });
  };
  const lens = (attributes: string) =>
    `<sagan-lens still="${STILL}" pins="3,4 20,9" style="width: 320px" ${attributes}></sagan-lens>`;
  const usual = await places(lens(""));
  expect(usual.labels.length).toBeGreaterThan(6);
  expect(await places(`<div dir="rtl">${lens("")}</div>`)).toEqual(usual);
  expect(await places(lens('dir="rtl"'))).toEqual({ ...usual, step: "rtl" });
});

test("keys that the element uses turn no slide; the others reach the page", async ({ page }) => {
  await openPage(
    page,
    `<sagan-lens still="${STILL}" controls="bar seed gamma map link"></sagan-lens><script>
      window.heard = [];
      for (const type of ["keydown", "keypress", "keyup"])
        document.addEventListener(type, ({ key }) => window.heard.push(type + " " + key));
    </script>${MODULE}`,
  );
  const lens = page.locator("sagan-lens");
  await elementReady(lens);
  const press = async (target: Locator, ...keys: string[]) => {
    await target.focus();
    await page.evaluate(() => {
      (window as unknown as { heard: string[] }).heard.length = 0;
    });
    for (const key of keys) await page.keyboard.press(key);
    return page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  };
  const whole = (key: string) => [`keydown ${key}`, `keypress ${key}`, `keyup ${key}`];
  const stage = lens.getByRole("application");
  const moves = [
    "ArrowRight",
    "ArrowDown",
    "Shift+ArrowLeft",
    "Alt+ArrowUp",
    "Enter",
    "Space",
    "Escape",
    "1",
  ];
  expect(await press(stage, ...moves)).toEqual(["keydown Shift", "keyup Shift", "keydown Alt", "keyup Alt"]);
  expect(await press(stage, "f")).toEqual(whole("f"));
  expect(await press(stage, "PageDown")).toEqual(["keydown PageDown", "keyup PageDown"]);
  const seed = lens.getByRole("spinbutton", { name: "Seed" });
  expect(await press(seed, "7", "ArrowUp", "Backspace", "n", "Home")).toEqual([]);
  expect(await press(seed, "F2")).toEqual(["keydown F2", "keyup F2"]);
  expect(await press(seed, "Control+ArrowRight")).toContain("keydown ArrowRight");
  expect(await press(lens.getByRole("slider"), "ArrowLeft", "PageUp", "End")).toEqual([]);
  expect(await press(lens.locator("[data-control=map] select"), "ArrowDown", "e")).toEqual([]);
  expect(await press(lens.getByRole("button", { name: "New seed" }), "Space", "Enter")).toEqual([]);
  expect(await press(lens.getByRole("button", { name: "New seed" }), "ArrowRight")).toEqual([
    "keydown ArrowRight",
    "keyup ArrowRight",
  ]);
});

test("a frame in a sandbox whose host allows no reading from elsewhere says what to do", async ({ page }) => {
  await openPage(
    page,
    `<iframe title="Sandbox" sandbox="allow-scripts" width="400" height="600" src="${HOST}${SITE_PATH}embed.html#v=1&seed=104"></iframe>`,
  );
  const frame = page.frameLocator("iframe");
  await expect(frame.getByText("could not be loaded")).toBeVisible();
  await expect(frame.getByText("could not be loaded")).toContainText(
    'sandbox="allow-scripts allow-same-origin"',
  );
  await expect(frame.locator("p[lang=ko]")).toBeVisible();
});
