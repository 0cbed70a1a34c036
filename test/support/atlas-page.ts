/** What tests of the page of statistics have in common. */
import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { SITE_PATH } from "./addresses";
import type { NamedFile } from "./drag-file";

export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
export const standing = (page: Page) => page.getByTestId("atlas-standing");
export const seeds = (page: Page) => page.getByTestId("atlas-seeds");
export const seedsDone = async (page: Page) => Number(await seeds(page).getAttribute("data-done"));
export const phase = (page: Page, name: string) => expect(standing(page)).toHaveAttribute("data-phase", name);
export const openAtlas = (page: Page, hash: string, search = "") =>
  page.goto(`${SITE_PATH}atlas.html${search}${hash}`);

/** Begins to compute, and waits for the first seeds. */
export async function begunWith(
  page: Page,
  count: number,
  hash = "#v=1&model=cats64&seeds=0-199",
): Promise<void> {
  await openAtlas(page, hash);
  await phase(page, "running");
  await expect.poll(() => seedsDone(page)).toBeGreaterThanOrEqual(count);
}

/** The file that a button saves. */
export async function downloaded(page: Page, name: string): Promise<NamedFile & { readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
