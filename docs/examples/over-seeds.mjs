// By place or by content? Statistics over many seeds, and the seeds that are most typical and most unusual for one query.
import {
  atlasRow,
  computeAtlas,
  createEngine,
  modelFolder,
  queryAt,
  rankedSeeds,
  seedRequests,
} from "sagan-lens";

const engine = await createEngine({ source: modelFolder("cats64") });
const seeds = Array.from({ length: 12 }, (_, seed) => seed);
const atlas = await computeAtlas(engine, { seeds, request: seedRequests(engine.manifest, { psi: 0.8 }) });

for (const figure of ["position", "content", "total"]) {
  const { value, interval } = atlas[figure];
  console.log(`${figure} ${value.toFixed(3)}, 95 %: ${interval.map((end) => end.toFixed(3)).join(" to ")}`);
}
const query = queryAt(atlas.queryGrid, { x: 12, y: 8 });
console.log(`largest mean weight ${Math.max(...atlasRow(atlas, query)).toFixed(4)}`);
console.log(`most typical: seed ${rankedSeeds(atlas.typical, query)[0].seed}`);
console.log(`most unusual: seed ${rankedSeeds(atlas.unusual, query)[0].seed}`);
engine.dispose();
