// A still needs no engine: its rows come from the query and key features in the file. Then a still of one's own.
import { readFile } from "node:fs/promises";
import {
  attentionRow,
  createEngine,
  imageBytes,
  latentOf,
  modelFolder,
  packagedModels,
  queryAt,
  readStill,
  summarizeRow,
  writeStill,
} from "sagan-lens";

const file = new URL("../stills/cats64-7.safetensors", packagedModels);
const still = readStill(await readFile(file), file.pathname);
const [site] = still.sites;
const { query } = still.provenance;
const { maxWeight } = summarizeRow(attentionRow(site, queryAt(site.queryGrid, query)));
console.log(`still of seed ${still.provenance.seed}: largest weight ${maxWeight.toFixed(4)}`);

const engine = await createEngine({ source: modelFolder("cats64") });
const { latent, image, generator } = engine.manifest;
const made = await engine.preview({ z: latentOf({ seed: 8, psi: 0.8 }, latent.size) });
engine.dispose();
const bytes = writeStill({
  provenance: { model: "cats64", weights: generator.weights.sha256, seed: 8, psi: 0.8, classes: {}, query },
  image: { size: image.size, channels: image.channels, data: imageBytes(made.image) },
  sites: made.sites,
});
console.log(`still of seed 8: ${bytes.length} bytes, ${readStill(bytes, "seed 8").sites.length} site`);
