// What does one location of a generated image read? The row of beta of a query, with its numbers.
import {
  attentionRow,
  cellOfKey,
  createEngine,
  latentOf,
  modelFolder,
  queryAt,
  summarizeRow,
} from "sagan-lens";

const engine = await createEngine({ source: modelFolder("cats64") });
const z = latentOf({ seed: 7, psi: 0.8 }, engine.manifest.latent.size);
const { sites } = await engine.preview({ z });
engine.dispose();

const [site] = sites;
const row = attentionRow(site, queryAt(site.queryGrid, { x: 12, y: 8 }));
const { entropy, maxEntropy, maxWeight, topKey } = summarizeRow(row);
const { x, y } = cellOfKey(site.keyGrid, topKey);
console.log(`query 12,8 of ${site.name} reads most at ${x},${y}: ${maxWeight.toFixed(4)}`);
console.log(`entropy ${entropy.toFixed(3)} of at most ${maxEntropy.toFixed(3)} nats`);
