/** Opens an NPZ file that this page or the command line saved: nothing of it is computed again. */
import type { AtlasProvenance } from "../../atlas/provenance";
import { asLensError } from "../../model/errors";
import type { OpenedAtlas } from "../../runtime/atlas/atlas-worker";
import { showFile, startedWorker } from "./atlas";
import { type AtlasChoice, writeAtlasHash } from "./atlas-hash";
import { useAtlas } from "./atlas-store";
import { generateSeedImages } from "./seed-images";

let asked = 0;

/** Shows the file's statistics, or says what is wrong with it; then what was on show stays, and the computation continues. */
export async function openAtlasFile(file: File): Promise<void> {
  asked++;
  const mine = asked;
  const reader = startedWorker();
  const opened = await reader.call("open", file).catch(
    (thrown: unknown): OpenedAtlas => ({
      ...{ fault: "unreadable", problem: asLensError(thrown).message },
    }),
  );
  // Another one was opened meanwhile.
  const isLate = mine !== asked;
  if (isLate || "fault" in opened) {
    reader.terminate();
    if (!isLate && "fault" in opened) useAtlas.setState({ fileFault: { ...opened, name: file.name } });
    return;
  }
  const { figures, provenance } = opened;
  const choice = choiceOf(provenance, figures.seeds);
  const { pinned: query, map } = useAtlas.getState();
  const hash = `#${writeAtlasHash({ ...choice, query, map })}`;
  // The address computes the same again, where an address can hold it.
  if (hash !== window.location.hash) window.history.pushState(null, "", hash);
  await showFile(reader, { choice, figures, file: { name: file.name, provenance, weights: "opening" } });
  void generateSeedImages();
}

const choiceOf = ({ model, classes, psi, site }: AtlasProvenance, seeds: readonly number[]): AtlasChoice => ({
  ...{ model, psi, site },
  classes: classes === "in turn" ? null : classes,
  first: seeds.reduce((least, seed) => Math.min(least, seed)),
  last: seeds.reduce((most, seed) => Math.max(most, seed)),
});

/** Whether an address of this page means the same: the finished generator, as it is, and a run of seeds. */
export function isInAddress(
  { step, gamma, temperature }: AtlasProvenance,
  seeds: readonly number[],
): boolean {
  const isRun = seeds.every((seed, at) => seed === seeds[0] + at);
  return step === null && gamma === 1 && temperature === 1 && isRun;
}
