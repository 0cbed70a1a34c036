/** Memory of the browser's renderer processes, pages and their workers together. Linux only: the kernel keeps the peak. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Browser } from "@playwright/test";

const MEGABYTE = 1024;

/** What a piece of work takes above what was there before it. */
export interface PeakMemory {
  /** Resident before, in MB. */
  readonly idle: number;
  /** Largest resident while it ran, above `idle`, in MB. */
  readonly above: number;
}

/** Runs `work` and measures; `undefined` where the system does not tell. */
export async function peakWhile(
  browser: Browser,
  work: () => Promise<unknown>,
): Promise<PeakMemory | undefined> {
  const before = await resetPeak(browser);
  await work();
  if (before === undefined) return undefined;
  return { idle: before, above: (await rendererPeak(browser)) - before };
}

/** Sets the peak back to what is resident now. @returns that, in MB; `undefined` where the system does not tell */
export async function resetPeak(browser: Browser): Promise<number | undefined> {
  const pids = await renderers(browser);
  if (pids.length === 0 || !pids.every((pid) => existsSync(`/proc/${pid}/clear_refs`))) return undefined;
  const before = total(pids, "VmRSS");
  // 5 sets the peak back (proc(5)).
  for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, "5");
  return Math.round(before / MEGABYTE);
}

/** Largest resident memory of all renderer processes since `resetPeak`, in MB. */
export async function rendererPeak(browser: Browser): Promise<number> {
  return Math.round(total(await renderers(browser), "VmHWM") / MEGABYTE);
}

/** Resident memory of all renderer processes, in MB; `NaN` where the system does not tell. */
export async function residentMegabytes(browser: Browser): Promise<number> {
  const pids = (await renderers(browser)).filter((pid) => existsSync(`/proc/${pid}/status`));
  return pids.length > 0 ? Math.round(total(pids, "VmRSS") / MEGABYTE) : Number.NaN;
}

async function renderers(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

/** In kB. */
function total(pids: readonly number[], field: "VmRSS" | "VmHWM"): number {
  return pids.reduce((sum, pid) => {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return sum + Number(new RegExp(`^${field}:\\s*(\\d+)`, "m").exec(status)?.[1] ?? Number.NaN);
  }, 0);
}
