/** Images of the seeds that are most typical and most unusual at a query: generated one after the other, when they are wanted. */
import { rankedSeeds } from "../../atlas/atlas";
import type { AtlasProvenance } from "../../atlas/provenance";
import { type Cell, queryAt } from "../../attention/grid";
import { NO_INTERVENTION } from "../../attention/intervention";
import { seedRequests } from "../../runtime/api/atlas";
import { imagePixels } from "../../viewer/views/image";
import { currentEngine } from "./atlas";
import { type AtlasState, useAtlas } from "./atlas-store";

/** More are forgotten, the oldest first. */
const MOST_KEPT = 200;

/** The query whose seeds are listed: the pinned one, else the middle. */
export function listedQuery({ figures, pinned }: AtlasState): Cell | undefined {
  if (!figures) return undefined;
  const { width, height } = figures.queryGrid;
  const { x, y } = pinned ?? { x: width >> 1, y: height >> 1 };
  return { x: Math.min(width - 1, x), y: Math.min(height - 1, y) };
}

/** Both rankings of a query. */
export function seedsAt({ queryGrid, typical, unusual }: NonNullable<AtlasState["figures"]>, cell: Cell) {
  const query = queryAt(queryGrid, cell);
  return { typical: rankedSeeds(typical, query), unusual: rankedSeeds(unusual, query) };
}

let isGenerating = false;

/** Generates the images that are listed and not there yet. */
export async function generateSeedImages(): Promise<void> {
  if (isGenerating) return;
  isGenerating = true;
  try {
    for (let seed = missingSeed(); seed !== undefined; seed = missingSeed()) await generate(seed);
  } catch {
    // The engine was replaced or has failed: where it computes, that is said.
  } finally {
    isGenerating = false;
  }
}

function missingSeed(): number | undefined {
  const state = useAtlas.getState();
  const cell = listedQuery(state);
  if (!state.figures || !cell || !currentEngine()) return undefined;
  // The images of other weights would be of other statistics.
  if (state.file && state.file.weights !== "same") return undefined;
  const { typical, unusual } = seedsAt(state.figures, cell);
  return [...typical, ...unusual].find(({ seed }) => !state.seedImages.has(seed))?.seed;
}

async function generate(seed: number): Promise<void> {
  const engine = currentEngine();
  const { choice, figures, file } = useAtlas.getState();
  if (!engine) return;
  const { psi, classes } = choice;
  const options = { psi, ...(classes && { classes }), ...(file && changesOf(file.provenance)) };
  const request = seedRequests(engine.manifest, options)(seed);
  const { image } = await engine.preview(request);
  const now = useAtlas.getState();
  // Else it is of another computation.
  if (now.choice !== choice || !figures || !now.figures) return;
  const kept = [...now.seedImages].slice(-MOST_KEPT);
  useAtlas.setState({
    seedImages: new Map([...kept, [seed, imagePixels(image, engine.manifest.image.size)]]),
  });
}

/** What a file's images had besides what an address holds. */
function changesOf({ step, site, gamma, temperature }: AtlasProvenance) {
  const changed = gamma !== 1 || temperature !== 1;
  return {
    ...(step !== null && { snapshot: step }),
    ...(changed && { interventions: { [site]: { ...NO_INTERVENTION, gammaScale: gamma, temperature } } }),
  };
}
