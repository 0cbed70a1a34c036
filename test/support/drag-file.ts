/** A file that is dragged onto the page. */
import type { JSHandle, Page } from "@playwright/test";
import { expect, HANGS_MS } from "./expect";

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Holds a file over the page until the page says that it takes it: its part for files is loaded after the first image.
 * @returns what is dragged, for the events that follow
 */
export async function holdOver(page: Page, { name, bytes }: NamedFile): Promise<JSHandle<DataTransfer>> {
  const dataTransfer = await page.evaluateHandle(
    ({ file, letters }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0))], file));
      return transfer;
    },
    { file: name, letters: Buffer.from(bytes).toString("base64") },
  );
  await expect(async () => {
    await page.dispatchEvent("body", "dragenter", { dataTransfer });
    await expect(page.getByTestId("drop-target")).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: HANGS_MS });
  return dataTransfer;
}

export async function dropFile(page: Page, file: NamedFile): Promise<void> {
  const dataTransfer = await holdOver(page, file);
  await page.dispatchEvent("body", "drop", { dataTransfer });
}
