/** `atlas`: the statistics over many seeds in Node, each measurement in a process of its own, so that its memory can be told. */
import { spawnSync } from "node:child_process";
import { projectPath } from "../../test/support/files";
import { ensureLibrary } from "../lib/library.mjs";
import type { Line } from "./line";

/** A model, or made features: queries and keys. */
const CASES = { cats64: [1024, 1024], made: [4096, 1024] } as const;
const MEGABYTE = 2 ** 20;

export async function benchAtlas(): Promise<Line[]> {
  await ensureLibrary();
  return Object.entries(CASES).map(([of, [n, m]]) => {
    const time = measured(of, "time");
    const { peakMB: withAtlas } = measured(of, "atlas");
    const { peakMB: images } = measured(of, "images");
    const peakMB = withAtlas === undefined ? undefined : Math.round(withAtlas - images);
    const boundMB = Math.round((3 * n * m * 4) / MEGABYTE + 20);
    return { name: "atlas", of, n, m, peakMB, boundMB, ...time };
  });
}

/** One measurement: `time`, or the peak of `atlas` or of as many `images`. */
function measured(of: string, task: string): Record<string, number> {
  const { stdout, status } = spawnSync(
    process.execPath,
    ["--import", "tsx", projectPath("scripts/bench/atlas-run.ts"), of, task],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) throw new Error(`The measurement ${task} of ${of} ended with ${status}.`);
  return JSON.parse(stdout) as Record<string, number>;
}
