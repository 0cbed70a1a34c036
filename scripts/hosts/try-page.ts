/** A page that uses the package, in a browser: whether its worker starts, and whether another seed gives another image. */
import type { Page } from "@playwright/test";
import type { SaganLensElement } from "../../src/element/types";

export interface Tried {
  readonly workerStarted: boolean;
  readonly seedChanged: boolean;
  /** What the page said of errors. */
  readonly errors: readonly string[];
}

/** The first image may have to wait for a development server that finds its dependencies. */
const TIMEOUT = 120_000;

/** The image's pixels as text, of the page's element or its canvas; empty where there is none yet. */
function pixels(): string {
  const lens = document.querySelector<SaganLensElement>("sagan-lens");
  const canvas = document.querySelector("canvas");
  try {
    if (lens) return String(lens.image().pixels);
    const { width = 0, height = 0 } = canvas ?? {};
    const { data = [] } = canvas?.getContext("2d")?.getImageData(0, 0, width, height) ?? {};
    return new Set(data).size > 2 ? String(data) : "";
  } catch {
    return "";
  }
}

/** Opens an address whose page has a lens or a canvas, and a button for the next seed. */
export async function tryPage(page: Page, address: string): Promise<Tried> {
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("requestfailed", (request) => errors.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (!response.ok()) errors.push(`${response.url()}: ${response.status()}`);
  });
  await page.goto(address);
  const changed = async (before: string) => {
    try {
      await page.waitForFunction(
        ({ read, old }) => ![old, ""].includes(new Function(`return (${read})()`)()),
        { read: pixels.toString(), old: before },
        { timeout: TIMEOUT, polling: 200 },
      );
      return true;
    } catch {
      return false;
    }
  };
  const hasImage = await changed("");
  const before = await page.evaluate(pixels);
  if (hasImage) await page.getByRole("button").click();
  const seedChanged = hasImage && (await changed(before));
  // Ended when its element is no longer needed, but not while the page is open.
  return { workerStarted: page.workers().length > 0, seedChanged, errors };
}
