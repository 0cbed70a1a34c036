/** What statistics are of, in one line: on the page and in figures. */
import type { AtlasProvenance } from "../../atlas/provenance";
import type { AtlasText } from "../../locales/en/atlas/atlas";
import { formatCount } from "../../render/format";

/** Characters of a hash that tell weights apart. */
const SHORT_HASH = 12;

/** The seeds, in the words of a caption. */
export function seedsText(seeds: readonly number[], { takeAway }: AtlasText): string {
  return takeAway.seedsOf(`${seeds[0]}`, `${seeds[seeds.length - 1]}`, formatCount(seeds.length));
}

/** All that an atlas depends on; what is as usual is left out. */
export function settingsOf(from: AtlasProvenance, seeds: readonly number[], text: AtlasText): string {
  const { takeAway, file } = text;
  const { model, step, psi, classes, gamma, temperature, weights } = from;
  return [
    model,
    ...(step === null ? [] : [file.step(formatCount(step))]),
    seedsText(seeds, text),
    `ψ ${psi}`,
    ...(classes === "in turn" ? [takeAway.inTurn] : Object.keys(classes ?? {})),
    ...(gamma === 1 ? [] : [`γ × ${gamma}`]),
    ...(temperature === 1 ? [] : [file.temperature(`${temperature}`)]),
    takeAway.weights(weights.slice(0, SHORT_HASH)),
  ].join(", ");
}
