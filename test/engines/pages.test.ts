/** The main ways beside the lens itself: the article, training, without a network, on other people's pages. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, inject, test } from "vitest";
import type { FrameMessage } from "../../src/element/frame/messages";
import type { SaganLensElement } from "../../src/element/types";
import { ELSEWHERE_PATH } from "../support/addresses";
import { changingServer } from "../support/changing-server";
import { projectPath } from "../support/files";
import { inEngine, site } from "./in-engine";
import { button, field, tested, type Visit } from "./visit";

type Lens = SaganLensElement;

/** Brings an element into view and waits for its image. */
async function elementReady(page: Visit, css: string): Promise<void> {
  await page.until((name) => customElements.get(name) !== undefined, "sagan-lens");
  await page.until(async (which) => {
    const lens = document.querySelector<Lens>(which);
    lens?.scrollIntoView({ block: "center" });
    const soon = new Promise<boolean>((resolve) => setTimeout(resolve, 100, false));
    return Promise.race([lens?.ready.then(() => true) ?? false, soon]);
  }, css);
}

const stateOf = (page: Visit, css: string) => page.of(css, (found) => (found as Lens).state);

let stranger: Server | undefined;
afterEach(() => void stranger?.close());

/** A page of another origin. */
async function strangersPage(body: string): Promise<string> {
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Elsewhere</title>${body}`;
  stranger = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html").end(html);
  });
  await new Promise<void>((resolve) => stranger?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`;
}

inEngine((visit) => {
  test("the article's figures come alive, and its controls lead them", async () => {
    const page = visit();
    await page.driver.open(site("article.html?lang=en"));
    const figure = 'sagan-lens[data-figure="rows"]';
    await elementReady(page, figure);
    await page.click(button("Flattest row"));
    const flattest = (await stateOf(page, figure))?.query;
    await page.click(button("Sharpest row"));
    await expect.poll(async () => (await stateOf(page, figure))?.query).not.toEqual(flattest);
    expect(await page.count("math")).toBeGreaterThan(50);
    expect(page.errors).toEqual([]);
  });

  test("a SAGAN trains in the page for twenty steps", async () => {
    const page = visit();
    await page.driver.open(site("learn.html"));
    const step = async () => Number(await page.attribute(tested("standing"), "data-step"));
    await page.click(button("Start"));
    // One by one: a slow machine may take long for all of them.
    for (let next = 1; next <= 20; next++) await expect.poll(step).toBeGreaterThanOrEqual(next);
    await page.click(button("Pause"));
    await expect.poll(() => page.count(button("Continue"))).toBe(1);
    expect(await page.pixels(tested("samples", " canvas"))).toMatch(/\d{2,} colours/);
    const bar = await page.of("svg.color-bar", (one) => one.getBoundingClientRect().height);
    expect(bar).toBeLessThan(80);
    expect(page.errors).toEqual([]);
  });

  test("after one visit the lens reloads and draws without a network", async () => {
    const lens = visit();
    const server = await changingServer(projectPath("dist"));
    try {
      await lens.openLens(server.site);
      // The service worker has stored what this visit saw.
      await lens.until(async () => {
        const base = new URL("./", document.baseURI).href;
        const names = (await caches.keys()).filter((name) => name.endsWith(base));
        const stored = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return stored.flat().some(({ url }) => url.startsWith(`${base}stills/`));
      });
    } finally {
      await server.close();
    }
    await lens.driver.reload();
    await lens.firstImage();
    const first = await lens.image();
    await lens.fill(field("Seed"), "4321");
    await expect.poll(() => lens.image()).not.toBe(first);
    await lens.hoverCell(16, 22);
    await expect.poll(() => lens.text(tested("query-cell"))).toBe("16, 22");
  });

  const elsewhere = `${inject("origin")}${ELSEWHERE_PATH}`;
  const plain = ["in a frame", "", site("embed.html")] as const;
  // The page has an origin of its own there.
  const sandboxed = ["in a sandboxed frame", 'sandbox="allow-scripts"', `${elsewhere}embed.html`] as const;

  // No image is prepared for this seed: the engine makes it. WebKit applies the page's policy to its origin: docs/browsers.md.
  test.for(inject("engine").id === "webkit" ? [plain] : [plain, sandboxed])(
    "%s of another site the lens draws, answers the pointer, and hears what it is told",
    async ([, sandbox, embed]) => {
      const page = visit();
      const address = await strangersPage(`
      <iframe ${sandbox} width="420" height="700" title="SAGAN Lens"></iframe>
      <script>
        window.messages = [];
        addEventListener("message", ({ data }) => window.messages.push(data));
        document.querySelector("iframe").src =
          "${embed}?origin=" + location.origin + "#v=1&model=cats64&seed=4321&q=12.8";
      </script>`);
      await page.driver.open(address);
      const last = (type: FrameMessage["type"]) =>
        page.inPage((wanted) => {
          const { messages } = window as unknown as { messages: { type: string; hash?: string }[] };
          return messages.findLast((one) => one.type === wanted)?.hash ?? "";
        }, type);
      await expect.poll(() => last("ready")).toContain("seed=4321");
      await page.inPage(() => {
        const message = { source: "sagan-lens", version: 1, type: "set", hash: "seed=7&q=3.4" };
        document.querySelector("iframe")?.contentWindow?.postMessage(message, "*");
      });
      await expect.poll(() => last("state")).toMatch(/seed=7&.*q=3\.4/);
      const before = await last("state");
      await page.click("iframe", { x: 0.5, y: 0.2 });
      await expect.poll(() => last("state")).not.toBe(before);
      expect(page.errors).toEqual([]);
    },
  );

  test("as an element on another site the lens draws, and the pointer steers it", async () => {
    const page = visit();
    const address = await strangersPage(`
      <sagan-lens seed="101" query="12,8" controls="bar sentence seed" style="width: 300px"></sagan-lens>
      <script type="module" src="${elsewhere}sagan-lens.js"></script>`);
    await page.driver.open(address);
    await elementReady(page, "sagan-lens");
    const canvas = { css: "canvas.picture", host: "sagan-lens" };
    expect(await page.pixels(canvas)).toMatch(/^64 × 64, \d{3,} colours/);
    const stage = { css: "[role=application]", host: "sagan-lens" };
    await page.driver.move(await page.place(stage, { x: 5.5 / 32, y: 30.5 / 32 }));
    await expect.poll(async () => (await stateOf(page, "sagan-lens"))?.query).toEqual({ x: 5, y: 30 });
    await page.click(stage, { x: 20.5 / 32, y: 9.5 / 32 });
    await expect.poll(async () => (await stateOf(page, "sagan-lens"))?.pins).toHaveLength(1);
    expect(page.errors).toEqual([]);
  });
});
