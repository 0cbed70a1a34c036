/** `atlas`: the statistics over many seeds in Node, in a process of their own, so that its memory can be told. */
import { spawnSync } from "node:child_process";
import { projectPath } from "../../test/support/files";
import { ensureLibrary } from "../lib/library.mjs";
import type { Line } from "./line";

/** A model, or numbers of queries and keys of made features. */
const CASES = ["cats64", "made"];

export async function benchAtlas(): Promise<Line[]> {
  await ensureLibrary();
  return CASES.map((name) => {
    const { stdout, status } = spawnSync(
      process.execPath,
      ["--expose-gc", "--import", "tsx", projectPath("scripts/bench/atlas-run.ts"), name],
      { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
    );
    if (status !== 0) throw new Error(`The measurement of ${name} ended with ${status}.`);
    return JSON.parse(stdout) as Line;
  });
}
