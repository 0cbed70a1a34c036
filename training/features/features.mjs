/**
 * Features of images: the last convolutional layer of the MobileNet V2 that the package nsfwjs ships, averaged over
 * positions (1280 numbers an image), computed by TensorFlow.js on WebAssembly.
 *
 *     node features.mjs IMAGES SIDE OUT
 *
 * IMAGES: raw bytes [count, SIDE, SIDE, 3]. OUT: raw little-endian float32 [count, 1280].
 * Images are scaled to 0..1 and to 224x224 as nsfwjs itself does (bilinear, aligned corners).
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

const BATCH = 10;
const INPUT = 224;
const PACKAGES = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const require = createRequire(import.meta.url);

/** The model with its weights, from the package's files, without a network. */
async function loadModel() {
  const folder = join(PACKAGES, "nsfwjs/dist/models/mobilenet_v2");
  const { modelTopology, weightsManifest } = require(join(folder, "model.min.js"));
  const parts = weightsManifest.flatMap((group) =>
    group.paths.map((path) => Buffer.from(require(join(folder, `${path}.min.js`)), "base64")),
  );
  const bytes = Buffer.concat(parts);
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const whole = await layers.loadLayersModel({ load: async () => ({ modelTopology, weightSpecs, weightData }) });
  return layers.model({ inputs: whole.inputs, outputs: whole.getLayer("out_relu").output });
}

const [imagesPath, sideText, outPath] = process.argv.slice(2);
if (!outPath) {
  console.error("usage: node features.mjs IMAGES SIDE OUT");
  process.exit(2);
}
const side = Number(sideText);
const images = readFileSync(imagesPath);
const size = side * side * 3;
const count = images.length / size;
if (!Number.isInteger(count) || count === 0) {
  console.error(`${imagesPath} does not hold whole images of ${side}x${side}`);
  process.exit(2);
}

setWasmPaths(`${PACKAGES}/@tensorflow/tfjs-backend-wasm/dist/`);
if (!(await tf.setBackend("wasm"))) {
  console.error("the WebAssembly backend of TensorFlow.js did not start");
  process.exit(1);
}
await tf.ready();
const model = await loadModel();
const part = `${outPath}.part`;
const out = openSync(part, "w");
for (let first = 0; first < count; first += BATCH) {
  const here = Math.min(BATCH, count - first);
  const features = tf.tidy(() => {
    const values = Float32Array.from(images.subarray(first * size, (first + here) * size));
    const batch = tf.div(tf.tensor4d(values, [here, side, side, 3]), 255);
    return tf.mean(model.predict(tf.image.resizeBilinear(batch, [INPUT, INPUT], true)), [1, 2]);
  });
  const numbers = await features.data();
  features.dispose();
  writeSync(out, Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  if ((first + here) % 500 === 0) console.error(`${first + here} of ${count} images`);
}
closeSync(out);
renameSync(part, outPath);
