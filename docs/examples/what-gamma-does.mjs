// What does attention change? The same latent vector with and without attention, and the largest difference between the two images.
import { createEngine, latentOf, modelFolder, NO_INTERVENTION } from "sagan-lens";

const engine = await createEngine({ source: modelFolder("cats64") });
const z = latentOf({ seed: 7, psi: 0.8 }, engine.manifest.latent.size);
const learned = await engine.preview({ z });
const [{ name, gamma, share }] = learned.sites;
const without = await engine.preview({ z, interventions: { [name]: { ...NO_INTERVENTION, gammaScale: 0 } } });
engine.dispose();

const difference = learned.image.reduce(
  (most, value, at) => Math.max(most, Math.abs(value - without.image[at])),
  0,
);
console.log(`gamma ${gamma.toFixed(3)}, share of the layer's output ${share.toFixed(3)}`);
console.log(`without attention a pixel changes by up to ${difference.toFixed(3)} of 2`);
