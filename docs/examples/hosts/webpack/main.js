import { createEngine, imageRaster, latentOf } from "sagan-lens";

const engine = await createEngine({
  source: { folder: new URL("sagan-lens/models/cats64/", document.baseURI) },
});
const canvas = document.querySelector("canvas");
let seed = 4;

async function draw() {
  const { latent, image } = engine.manifest;
  const made = await engine.generate({ z: latentOf({ seed, psi: 0.8 }, latent.size) });
  // A newer request came meanwhile.
  if (!made) return;
  const { width, height, pixels } = imageRaster(made.image, image.size);
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
}

document.querySelector("button").addEventListener("click", () => {
  seed += 1;
  draw();
});
draw();
