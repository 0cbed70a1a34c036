/** `hover`: from a pointer event to the painted overlay, on the built site, with a real pointer. */
import type { Browser } from "@playwright/test";
import type { Line } from "./line";
import { median, quantile, rounded } from "./statistics";

const MOVES = 240;
/** Moves come no faster than frames, as from a hand; chromium merges faster ones. */
const GAP_MS = 24;

interface HoverTimes {
  /** Event to the end of its handlers. */
  readonly handler: number[];
  /** Event to the end of the next painted frame. */
  readonly painted: number[];
}

declare global {
  interface Window {
    hoverTimes: HoverTimes;
  }
}

export async function benchHover(browser: Browser, address: string): Promise<Line[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName("lens:first-picture").length > 0, null, {
    timeout: 120_000,
  });
  await page.evaluate(() => {
    window.hoverTimes = { handler: [], painted: [] };
    const channel = new MessageChannel();
    let started: number[] = [];
    // A message sent from a frame's callback arrives once that frame is painted.
    channel.port1.onmessage = () => {
      const now = performance.now();
      for (const start of started) window.hoverTimes.painted.push(now - start);
      started = [];
    };
    // On window, hence after the lens's own handlers.
    window.addEventListener("pointermove", (event) => {
      window.hoverTimes.handler.push(performance.now() - event.timeStamp);
      const start = event.timeStamp;
      requestAnimationFrame(() => {
        started.push(start);
        channel.port2.postMessage(0);
      });
    });
  });
  const box = await page.getByTestId("stage").boundingBox();
  if (!box) throw new Error("the stage is not on the page");
  for (let move = 0; move < MOVES; move++) {
    // A path that crosses a cell with every move.
    const x = box.x + box.width * (0.5 + 0.45 * Math.sin(move / 7));
    const y = box.y + box.height * (0.5 + 0.45 * Math.cos(move / 5));
    await page.mouse.move(x, y);
    await page.waitForTimeout(GAP_MS);
  }
  const times = await page.evaluate(() => window.hoverTimes);
  await page.close();
  const line = (name: string, values: number[]): Line => ({
    name,
    p50: rounded(median(values)),
    p99: rounded(quantile(values, 0.99)),
    unit: "ms",
    runs: values.length,
  });
  return [line("hover", times.painted), line("hoverHandler", times.handler)];
}
