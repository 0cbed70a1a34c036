// How far away do queries look, over many images and classes? The mean distance of attention, one line for each image.
import { classWeights, createEngine, latentOf, longestDistance, modelFolder, siteSummary } from "sagan-lens";

const engine = await createEngine({ source: modelFolder("eurosat64") });
const classes = engine.manifest.classes.map(({ id }) => id);

console.log("class,seed,meanDistance,longest");
for (const name of ["River", "Industrial"]) {
  for (const seed of [1, 2, 3]) {
    const request = {
      z: latentOf({ seed, psi: 0.8 }, engine.manifest.latent.size),
      classWeights: classWeights({ [name]: 1 }, classes),
    };
    const {
      sites: [site],
    } = await engine.preview(request);
    const { distance } = siteSummary(site);
    const mean = distance.reduce((sum, cells) => sum + cells, 0) / distance.length;
    console.log([name, seed, mean.toFixed(3), longestDistance(site).toFixed(3)].join(","));
  }
}
engine.dispose();
