/** A window on the lens, used as a person does: what is on the page is found by its names, and pointed at where it is. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Driver, KeyName, Point } from "./drivers/driver";
import { canvasDigest, find, placeOf, type Target } from "./in-page";

export type { Target } from "./in-page";

/** What has this test id. */
export const tested = (id: string, rest = ""): string => `[data-testid="${id}"]${rest}`;
/** A button by what it says. */
export const button = (text: string, within = ""): Target => ({ css: `${within} button`, text });
/** A field or slider by its label. */
export const field = (text: string, within = ""): Target => ({ css: `${within} input`, text });

/** Cells along a side of the query grid of both shipped models. */
const GRID = 32;
const stage = tested("stage");

export class Visit {
  readonly driver: Driver;

  constructor(driver: Driver) {
    this.driver = driver;
  }

  get errors(): readonly string[] {
    return this.driver.errors;
  }

  /** What a function gives in the page. It and what it is given are sent as text: it knows nothing around it. */
  async inPage<Given extends readonly unknown[], T>(work: (...given: Given) => T, ...given: Given) {
    const list = given.map((one) => JSON.stringify(one) ?? "undefined").join(", ");
    return (await this.driver.evaluate(`(${work})(${list})`)) as Awaited<T>;
  }

  /** What a function gives of the first element found; `undefined` where there is none. */
  async of<Given extends readonly unknown[], T>(
    target: Target | string,
    work: (found: HTMLElement, ...given: Given) => T,
    ...given: Given
  ): Promise<Awaited<T> | undefined> {
    const list = given.map((one) => `, ${JSON.stringify(one) ?? "undefined"}`).join("");
    const expression = `((found) => found && (${work})(found${list}))((${find})(${JSON.stringify(asTarget(target))})[0])`;
    return (await this.driver.evaluate(expression)) as Awaited<T> | undefined;
  }

  count(target: Target | string): Promise<number> {
    return this.driver.evaluate(`(${find})(${JSON.stringify(asTarget(target))}).length`) as Promise<number>;
  }

  text(target: Target | string): Promise<string | undefined> {
    return this.of(target, (found) => found.textContent ?? "");
  }

  attribute(target: Target | string, name: string): Promise<string | null | undefined> {
    return this.of(target, (found, key) => found.getAttribute(key), name);
  }

  value(target: Target | string): Promise<string | undefined> {
    return this.of(target, (found) => (found as HTMLInputElement).value);
  }

  /** The pixels of a canvas, as a short text that tells them from others. */
  async pixels(canvas: Target | string): Promise<string> {
    const digest = await this.of(canvas, canvasDigest);
    if (digest === undefined) throw new Error(`There is no canvas ${JSON.stringify(canvas)}.`);
    return digest;
  }

  /** The image on the stage, once no newer one is on its way. */
  async image(): Promise<string> {
    await this.settled();
    return this.pixels(tested("picture"));
  }

  /** Waits until a function in the page gives `true`. */
  async until<Given extends readonly unknown[]>(
    holds: (...given: Given) => boolean | Promise<boolean>,
    ...given: Given
  ): Promise<void> {
    await expect.poll(() => this.inPage(holds, ...given), { message: String(holds) }).toBe(true);
  }

  /** Opens an address of the lens and waits for the engine's first image. */
  async openLens(address: string): Promise<void> {
    await this.driver.open(address);
    await this.firstImage();
  }

  firstImage(): Promise<void> {
    return this.until(() => performance.getEntriesByName("lens:first-picture").length > 0);
  }

  async settled(): Promise<void> {
    await expect.poll(() => this.attribute(stage, "aria-busy")).toBe("false");
  }

  /** Where something is in the window, once it stands still there with nothing before it. @param at shares of its width and height */
  async place(target: Target | string, at: Point = { x: 0.5, y: 0.5 }): Promise<Point> {
    const expression = `(${placeOf})((${find})(${JSON.stringify(asTarget(target))}), ${JSON.stringify(at)})`;
    let found: Point | string = "";
    await expect
      .poll(async () => {
        found = (await this.driver.evaluate(expression)) as Point | string;
        return typeof found === "string" ? `${JSON.stringify(target)} ${found}` : "";
      })
      .toBe("");
    return found as unknown as Point;
  }

  async click(target: Target | string, at?: Point, held?: "Shift"): Promise<void> {
    await this.driver.click(await this.place(target, at), held);
  }

  async hoverCell(x: number, y: number): Promise<void> {
    await this.driver.move(await this.place(stage, cell(x, y)));
  }

  clickCell(x: number, y: number, held?: "Shift"): Promise<void> {
    return this.click(stage, cell(x, y), held);
  }

  /** Types a text in place of what a field holds. */
  async fill(target: Target | string, text: string): Promise<void> {
    await this.click(target);
    await this.of(target, (found) => (found as HTMLInputElement).select());
    await this.driver.type(text);
  }

  press(key: KeyName): Promise<void> {
    return this.driver.press(key);
  }

  async openTask(task: "read" | "what-if" | "image" | "network" | "export"): Promise<void> {
    await this.click(`#tab-${task}`);
    await expect.poll(() => this.attribute(tested("task-panel"), "data-task")).toBe(task);
  }

  /** Clicks and waits for the file that comes of it. */
  async download(target: Target | string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const { downloads } = this.driver;
    const before = new Set(readdirSync(downloads));
    await this.click(target);
    let name = "";
    let [size, looks] = [0, 0];
    await expect
      .poll(() => {
        const fresh = readdirSync(downloads).filter((file) => !before.has(file));
        // The browsers' names for a file that is not whole yet; Firefox puts an empty one beside it.
        if (fresh.some((file) => /\.(part|crdownload|wkdownload|tmp)$/.test(file))) return "not whole";
        name = fresh.find((file) => statSync(join(downloads, file)).size > 0) ?? "";
        if (name === "") return "no file";
        // WebKit has no such name: a file is whole when it no longer grows.
        const now = statSync(join(downloads, name)).size;
        looks = now === size ? looks + 1 : 0;
        size = now;
        return looks < 10 ? "not whole" : "whole";
      })
      .toBe("whole");
    return { name, bytes: readFileSync(join(downloads, name)) };
  }
}

const asTarget = (target: Target | string): Target => (typeof target === "string" ? { css: target } : target);
const cell = (x: number, y: number): Point => ({ x: (x + 0.5) / GRID, y: (y + 0.5) / GRID });
