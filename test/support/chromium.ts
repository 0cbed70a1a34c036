/** How the tests start Chromium. */
import { type Browser, chromium } from "@playwright/test";
import { findChromium } from "../../scripts/lib/chromium.mjs";
import { FLAGS } from "./chromium-flags";

/** Path of the Chromium to use. @throws Error with what to do, when there is none */
export async function chromiumPath(): Promise<string> {
  const path = await findChromium();
  if (!path) throw new Error("No Chromium was found. Install one, or name it in CHROME_PATH.");
  return path;
}

export async function launchChromium(kind: keyof typeof FLAGS): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: [...FLAGS[kind]] });
}
