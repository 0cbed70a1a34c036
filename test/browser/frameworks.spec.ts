/** The element where a framework renders it: properties in place of attributes, early ones, pages from a server. */
import { expect, type Page, test } from "@playwright/test";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { ATTRIBUTES, readAttributes, SETTABLE } from "../../src/element/attributes";
import type { SaganLensElement } from "../../src/element/types";
import { writeHash } from "../../src/viewer/address/address";
import { Figure, type FigureProps } from "../harness/react-figure";
import type { ReactHost } from "../harness/react-host";
import { FOREIGN_PORT, HARNESS_PATH, SITE_PATH } from "../support/addresses";
import { elementReady } from "../support/element";
import { watchFaults } from "../support/lens-page";

type Lens = SaganLensElement;
type Hosting = { readonly host: ReactHost };
const FOREIGN = `http://127.0.0.1:${FOREIGN_PORT}/`;
const HOST = `${HARNESS_PATH}react-host.html`;

/** A value for each property, as a framework passes it. */
const VALUES: Readonly<Record<string, string | number | boolean>> = {
  ...{
    model: "cats64",
    seed: 101,
    psi: 0.5,
    noise: "truncated",
    classes: "river:1",
    z: "3:1.2",
    dir: "2:1.5",
    step: 6400,
  },
  ...{ query: "3,4", pins: "3,4 5,6", region: "0-3", site: "g.attn", map: "row", part: "pairwise" },
  ...{ mass: 0.5, links: 3, reach: true, compare: "before", scale: "map", curve: "linear", cmap: "magma" },
  ...{ overlay: "colours", opacity: 0.25, smooth: true, gamma: 0.5, temp: 2, state: "v=1&lock=3" },
  ...{ controls: "bar seed", poster: "data:image/gif;base64,R0lGODlhAQABAAAAACw=", still: "a", base: "b/" },
};
const textOf = (value: string | number | boolean) => (value === true ? "" : String(value));
/** Of an element that loads nothing. */
const NAMES = SETTABLE.filter((name) => name !== "still" && name !== "base");
const HASH = writeHash(
  readAttributes((name) => (name in VALUES && NAMES.includes(name) ? textOf(VALUES[name]) : null)).state,
);

const define = (page: Page) =>
  page.evaluate(
    (address) => (window as unknown as Hosting).host.define(address),
    `${SITE_PATH}sagan-lens.js`,
  );
const render = (page: Page, props: FigureProps) =>
  page.evaluate((given) => (window as unknown as Hosting).host.render(given), props);

test("the table of values has one for every property", () => {
  expect(Object.keys(VALUES).sort()).toEqual([...SETTABLE].sort());
});

test("every property takes what its attribute takes, reflects it and is removed by nothing", async ({
  page,
}) => {
  const { console: errors } = watchFaults(page);
  await page.goto(HOST);
  await define(page);
  const found = await page.evaluate(
    ([names, values]) => {
      const lens = document.createElement("sagan-lens");
      const fields = lens as unknown as Record<string, unknown>;
      for (const name of names) fields[name] = values[name];
      const attributes = Object.fromEntries(names.map((name) => [name, lens.getAttribute(name)]));
      const { hash } = lens;
      names.forEach((name, at) => {
        fields[name] = [null, undefined, false][name === "state" ? at % 2 : at % 3];
      });
      return { attributes, hash, left: lens.getAttributeNames(), after: lens.hash };
    },
    [NAMES, VALUES] as const,
  );
  expect(found.attributes).toEqual(Object.fromEntries(NAMES.map((name) => [name, textOf(VALUES[name])])));
  expect(found.hash).toBe(HASH);
  expect(found.left).toEqual([]);
  expect(found.after).toBe(writeHash(readAttributes(() => null).state));
  expect(errors).toEqual([]);
});

test("every property that is set before the element's code has loaded is taken, and hides nothing", async ({
  page,
}) => {
  await page.goto(HOST);
  await page.evaluate(
    ([names, values]) => {
      const lens = document.createElement("sagan-lens");
      lens.style.cssText = "display: block; margin-top: 9000px";
      Object.assign(lens, Object.fromEntries(names.map((name) => [name, values[name]])));
      document.body.append(lens);
    },
    [NAMES, VALUES] as const,
  );
  await define(page);
  const lens = page.locator("sagan-lens");
  const found = await lens.evaluate((element: Lens) => ({
    own: Object.keys(element).filter((name) => name !== "ready"),
    hash: element.hash,
  }));
  expect(found).toEqual({ own: [], hash: HASH });
  await lens.evaluate((element: Lens) => {
    element.seed = 102;
    element.query = "5,6";
  });
  expect(await lens.evaluate((element: Lens) => element.hash)).toMatch(/seed=102.*q=5\.6/);
});

test("React renders the element before and after its code has loaded, changes and removes what it passes, and hears events", async ({
  page,
}) => {
  const { console: errors } = watchFaults(page);
  for (const first of ["defined", "rendered"]) {
    await page.goto(HOST);
    const props = { site: "g.attn", state: "v=1&seed=7", query: "3,4", smooth: true, opacity: 0.25 };
    if (first === "defined") await define(page);
    await render(page, props);
    if (first === "rendered") await define(page);
    const lens = page.locator("sagan-lens");
    await elementReady(lens);
    const state = () => lens.evaluate((element: Lens) => element.state);
    expect(await state()).toMatchObject({
      ...{ seed: 7, site: "g.attn", smooth: true, opacity: 0.25, query: { x: 3, y: 4 } },
    });
    await render(page, { state: "v=1&seed=7", query: "5,6", smooth: false });
    await expect.poll(async () => (await state()).query).toEqual({ x: 5, y: 6 });
    expect(await state()).toMatchObject({ seed: 7, site: null, smooth: false, opacity: 0.65 });
    await render(page, { state: { seed: 78 } as object, query: "5,6" });
    await expect.poll(async () => (await state()).seed).toBe(78);
    expect(await page.evaluate(() => (window as unknown as Hosting).host.heard)).toContainEqual({
      x: 5,
      y: 6,
    });
  }
  expect(errors).toEqual([]);
});

for (const first of ["hydrated", "defined"] as const) {
  test(`a page that a server has rendered comes up as a working element: ${first} first`, async ({
    page,
  }) => {
    const props: FigureProps = {
      site: "g.attn",
      state: "v=1&seed=7",
      query: "3,4",
      smooth: true,
      controls: "seed",
    };
    const markup = renderToString(createElement(Figure, props));
    expect(markup).toBe(
      '<figure><sagan-lens site="g.attn" state="v=1&amp;seed=7" query="3,4" smooth="" controls="seed"></sagan-lens></figure>',
    );
    const { console: errors } = watchFaults(page);
    await page.route(`**${HOST}`, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('<div id="root"></div>', `<div id="root">${markup}</div>`);
      await route.fulfill({ response, body });
    });
    await page.goto(HOST);
    if (first === "defined") await define(page);
    await page.evaluate((given) => (window as unknown as Hosting).host.hydrate(given), props);
    if (first === "hydrated") await define(page);
    const lens = page.locator("sagan-lens");
    await elementReady(lens);
    await expect(lens.getByRole("spinbutton", { name: "Seed" })).toHaveValue("7");
    expect(await lens.evaluate((element: Lens) => element.hash)).toMatch(
      /seed=7.*q=3\.4.*site=g\.attn.*smooth=1/,
    );
    await render(page, { ...props, query: "8,9" });
    await expect.poll(() => lens.evaluate((element: Lens) => element.hash)).toMatch(/q=8\.9/);
    expect(await page.evaluate(() => (window as unknown as Hosting).host.complaints)).toEqual([]);
    expect(errors).toEqual([]);
  });
}

test("an attribute that a page sets is observed", async ({ page }) => {
  await page.goto(`${FOREIGN}elements.html`);
  const observed = await page.evaluate(async () => {
    await customElements.whenDefined("sagan-lens");
    return (customElements.get("sagan-lens") as unknown as { observedAttributes: string[] })
      .observedAttributes;
  });
  expect(observed.sort()).toEqual([...ATTRIBUTES].sort());
});
