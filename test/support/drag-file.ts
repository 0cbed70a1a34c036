/** A file that is dragged onto a page, as from the desktop. */
import type { Page } from "@playwright/test";

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Fires one event of the drag. */
export async function dragFile(page: Page, event: string, { name, bytes }: NamedFile): Promise<void> {
  const letters = Buffer.from(bytes).toString("base64");
  const dataTransfer = await page.evaluateHandle(
    ({ name, letters }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0))], name));
      return transfer;
    },
    { name, letters },
  );
  await page.dispatchEvent("body", event, { dataTransfer });
}
