/** The audit's measures of layout find what they are there for, and leave alone what is as it should be. */
import { expect, type Page, test } from "@playwright/test";
import { layoutFindings, takeShifts, watchShifts } from "../support/audit/layout";

const NOTHING = { targets: [], overlaps: [], cut: [], wide: [] };

async function found(page: Page, body: string) {
  await page.setContent(`<style>* { margin: 0; font: 16px/1.5 sans-serif }</style>${body}`);
  return layoutFindings(page);
}

/** How many of each kind. */
const counts = (all: Awaited<ReturnType<typeof found>>) =>
  Object.fromEntries(Object.entries(all).map(([kind, list]) => [kind, list.length]));

test("small targets beside each other, not alone, in a sentence, or with a label that is large", async ({
  page,
}) => {
  const small = '<button style="width: 16px; height: 16px; padding: 0"></button>';
  expect(counts(await found(page, small + small)).targets).toBe(2);
  expect(await found(page, small)).toEqual(NOTHING);
  expect(await found(page, '<p>Two <a href="#a">links</a> in <a href="#b">one</a> sentence.</p>')).toEqual(
    NOTHING,
  );
  const box = (line: string) =>
    `<label style="display: block; height: ${line}"><input type="checkbox"> A</label>`;
  expect(await found(page, box("24px") + box("24px"))).toEqual(NOTHING);
  expect(counts(await found(page, box("18px") + box("18px"))).targets).toBe(2);
});

test("texts over each other, but not under a ground that covers them", async ({ page }) => {
  const over = (style: string) =>
    `<p>Below it</p><p style="position: absolute; top: 4px; ${style}">Over it</p>`;
  expect(counts(await found(page, over("")))).toEqual({ ...counts(NOTHING), overlaps: 1 });
  expect(await found(page, over("background: #fff"))).toEqual(NOTHING);
  expect(await found(page, "<p>Below it</p><p>Below that</p>")).toEqual(NOTHING);
});

test("texts that are cut off, but not those that end in an ellipsis, can be scrolled, or are for screen readers", async ({
  page,
}) => {
  const box = (style: string) =>
    `<div style="width: 80px; white-space: nowrap; ${style}">Longer than its box</div>`;
  expect(counts(await found(page, box("overflow: hidden")))).toEqual({ ...counts(NOTHING), cut: 1 });
  for (const style of [
    "overflow: hidden; text-overflow: ellipsis",
    "overflow: auto",
    "overflow: hidden; clip-path: inset(50%)",
  ]) {
    expect(await found(page, box(style)), style).toEqual(NOTHING);
  }
});

test("what is wider than the window, but not what is scrolled within it", async ({ page }) => {
  const wide = '<div style="width: 4000px; height: 10px"></div>';
  expect((await found(page, wide)).wide.join()).toMatch(/to 4000 of/);
  expect(await found(page, `<div style="overflow: auto">${wide}</div>`)).toEqual(NOTHING);
});

test("what moves by itself, by how much", async ({ page }) => {
  await watchShifts(page);
  await page.goto("about:blank");
  await page.setContent('<div id="late"></div><p style="height: 300px; background: #ccc">A paragraph</p>');
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const late = document.getElementById("late");
    if (late) late.style.height = "200px";
  });
  const shifts = async () => (await takeShifts(page)).map(({ value, moved }) => ({ value, moved }));
  await expect
    .poll(shifts)
    .toEqual([{ value: expect.any(Number), moved: [expect.stringMatching(/^p\.null from .* to /)] }]);
});
