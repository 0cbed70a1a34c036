/** `first-hover` and `cold`: a first visit over a slow line, with an empty cache, on a machine without a GPU. */
import type { Browser } from "@playwright/test";
import { slowLine } from "../../test/support/throttled-proxy";
import type { Line } from "./line";
import { median, rounded } from "./statistics";

const LINE = { bitsPerSecond: 10e6, roundTrip: 40 };
const RUNS = 7;

interface Visit {
  /** Milliseconds from navigation. */
  readonly at: number;
  /** On the wire, headers included. */
  readonly bytes: number;
}

/** @param port of the compressed site's server; @param path of the site on it */
export async function benchCold(browser: Browser, port: number, path: string): Promise<Line[]> {
  const hovers: Visit[] = [];
  const images: Visit[] = [];
  let scripts = 0;
  for (let run = 0; run < RUNS; run++) {
    const line = await slowLine(port, LINE);
    const context = await browser.newContext();
    const page = await context.newPage();
    scripts = 0;
    page.on("response", async (response) => {
      if (!response.url().endsWith(".js")) return;
      scripts += Number((await response.headerValue("content-length")) ?? 0);
    });
    await page.goto(`${line.origin}${path}`, { waitUntil: "commit" });
    hovers.push(await visit("lens:first-hover"));
    images.push(await visit("lens:first-picture"));
    await context.close();
    await line.close();

    async function visit(mark: string): Promise<Visit> {
      await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, mark, {
        polling: 10,
      });
      const bytes = line.received();
      return {
        at: await page.evaluate((name) => performance.getEntriesByName(name)[0].startTime, mark),
        bytes,
      };
    }
  }
  const figures = (name: string, visits: Visit[]): Line => ({
    name,
    median: rounded(median(visits.map(({ at }) => at))),
    worst: rounded(Math.max(...visits.map(({ at }) => at))),
    unit: "ms",
    bytes: Math.round(median(visits.map(({ bytes }) => bytes))),
    runs: RUNS,
    line: `${LINE.bitsPerSecond / 1e6} Mbit/s, ${LINE.roundTrip} ms round trip`,
  });
  return [
    figures("first-hover", hovers),
    figures("cold", images),
    {
      name: "bytes",
      total: Math.round(median(images.map(({ bytes }) => bytes))),
      scriptsGzipped: scripts,
      unit: "bytes",
    },
  ];
}
