/**
 * Principal directions as the engine finds them, on WebAssembly: against an exact decomposition of the same latents, and against
 * those that Python wrote from 10,000 others.
 */
import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { normalNoise } from "../../src/latent/noise";
import { type Directions, readDirections } from "../../src/model/formats/directions";
import { type Manifest, parseManifest } from "../../src/model/formats/manifest";
import { type DirectionsRequest, principalDirections } from "../../src/network/directions/directions";
import { Generator } from "../../src/network/networks/generator";
import { EngineCore } from "../../src/runtime/jobs/engine-core";
import { projectPath, readBytes, readWeights } from "../support/files";

const WASM = "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm";
const TWO_SITES = "test/fixtures/two-sites";

const core = new EngineCore({
  plain: projectPath(`${WASM}.wasm`),
  simd: projectPath(`${WASM}-simd.wasm`),
});
let before: number;

beforeAll(() => core.start("wasm"));
beforeEach(() => {
  before = core.memory().tensors;
});
afterEach(() => {
  core.dispose();
  expect(core.memory().tensors).toBe(before);
});

function manifestOf(folder: string): Manifest {
  return parseManifest(new TextDecoder().decode(readBytes(`${folder}/model.json`)), "model.json");
}

async function open(folder: string): Promise<Manifest> {
  const manifest = manifestOf(folder);
  const [generator, golden] = ["generator", "golden"].map((name) =>
    readBytes(`${folder}/${name}.safetensors`),
  );
  await core.load({ manifest, generator, golden }, { report: () => undefined });
  return manifest;
}

/** Latents as the page makes them; classes drawn evenly, in no order. */
function drawn({ latent, classes }: Manifest, count: number): DirectionsRequest {
  const labels = normalNoise(2, count).map(
    (value) => Math.floor(Math.abs(value) * 1000) % (classes?.length ?? 1),
  );
  return {
    latents: normalNoise(1, count * latent.size),
    labels: classes ? Uint8Array.from(labels) : undefined,
  };
}

function find(
  request: DirectionsRequest,
  report: (share: number) => void = () => undefined,
  { signal } = new AbortController(),
) {
  return core.findDirections(request, { report, signal });
}

function cosine(a: Float32Array, b: Float32Array): number {
  return Math.abs(a.reduce((sum, value, at) => sum + value * b[at], 0));
}

/** What every answer must be. */
function expectSound({ vectors, share }: Directions, count: number): void {
  expect(vectors).toHaveLength(count);
  for (const vector of vectors) {
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect(Math.max(...vector)).toBe(Math.max(...vector.map(Math.abs)));
  }
  expect(Array.from(share)).toEqual(Array.from(share).sort((a, b) => b - a));
  expect(share.reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(1);
}

/** The same by one decomposition of all features, in double precision. */
function exact(manifest: Manifest, folder: string, { latents, labels }: DirectionsRequest): Directions {
  const network = new Generator(manifest, readWeights(`${folder}/generator.safetensors`).tensors);
  const { size } = manifest.latent;
  const count = latents.length / size;
  const rows = Array.from({ length: count }, (_, n) => {
    const z = latents.slice(n * size, (n + 1) * size);
    return Array.from(tidy(() => network.earlyFeatures(tensor2d(z, [1, size]), labels?.[n]).dataSync()));
  });
  network.dispose();
  for (const label of new Set(labels ?? [0])) {
    const own = rows.filter((_, n) => !labels || labels[n] === label);
    const mean = new Matrix(own).mean("column");
    for (const row of own) {
      mean.forEach((value, at) => {
        row[at] -= value;
      });
    }
  }
  const features = new Matrix(rows);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    features.mmul(features.transpose()),
    { assumeSymmetric: true },
  );
  const total = realEigenvalues.reduce((sum, value) => sum + value, 0);
  const order = Array.from({ length: Math.min(16, size) }, (_, k) => count - 1 - k);
  const z = new Matrix(
    Array.from({ length: count }, (_, n) => Array.from(latents.slice(n * size, (n + 1) * size))),
  );
  return {
    share: Float32Array.from(order, (at) => realEigenvalues[at] / total),
    vectors: order.map((at) => {
      const along = Matrix.rowVector(eigenvectorMatrix.getColumn(at)).mmul(z).to1DArray();
      return Float32Array.from(along, (value) => value / Math.hypot(...along));
    }),
  };
}

test("directions and shares are those of one exact decomposition of the same latents, classes' means taken off", async () => {
  const manifest = await open(TWO_SITES);
  // Several batches of each class, the last ones not full.
  const request = drawn(manifest, 400);
  const found = await find(request);
  const wanted = exact(manifest, TWO_SITES, request);
  expectSound(found, 8);
  found.vectors.forEach((vector, k) => {
    // Measured: both 1.00000.
    expect(cosine(vector, wanted.vectors[k]), `direction ${k}`).toBeGreaterThan(0.9999);
    expect(found.share[k] / wanted.share[k], `share ${k}`).toBeCloseTo(1, 3);
  });
  // Without labels it is another question: the uniform mixture of the classes, and no classes' means.
  const mixed = await find({ ...request, labels: undefined });
  expect(Math.abs(mixed.share[0] / found.share[0] - 1)).toBeGreaterThan(0.01);
});

/**
 * Python's latents are others, and the regression back to z is noisy: over n latents of L entries, some L / n of a
 * direction's square is chance. So the bounds are below what is measured here, and far above the 0.09 or so of directions that
 * have nothing to do with each other (measured: 0.949, 0.951, 0.828, 0.959 and 0.944, 0.920, 0.931; with Python's own 10,000
 * latents, 0.999 and more). Only components whose shares lie well apart are compared.
 */
const references = [
  { folder: "public/models/cats64", latents: 2000, cosines: { 0: 0.92, 1: 0.92, 2: 0.75, 3: 0.93 } },
  { folder: "public/models/eurosat64", latents: 1500, cosines: { 0: 0.92, 3: 0.89, 4: 0.9 } },
];
for (const { folder, latents, cosines } of references) {
  test(`leading directions and shares of ${folder} are Python's`, async () => {
    const manifest = await open(folder);
    const found = await find(drawn(manifest, latents));
    const wanted = readDirections(readBytes(`${folder}/directions.safetensors`), "x", manifest.latent.size);
    expectSound(found, 16);
    for (const [k, least] of Object.entries(cosines)) {
      expect(cosine(found.vectors[Number(k)], wanted.vectors[Number(k)]), k).toBeGreaterThan(least);
    }
    // Measured: 5 % off at most.
    for (const k of [0, 1, 2]) expect(Math.abs(found.share[k] / wanted.share[k] - 1)).toBeLessThan(0.08);
  });
}

test("shares of a model whose components are much alike are Python's", async () => {
  const manifest = await open(TWO_SITES);
  const { share } = await find(drawn(manifest, 3000));
  const wanted = readDirections(readBytes(`${TWO_SITES}/directions.safetensors`), "x", 8).share;
  // Measured: 5.2 % off at most; both are estimates from 3,000 latents.
  share.forEach((part, k) => {
    expect(Math.abs(part / wanted[k] - 1), `share ${k}`).toBeLessThan(0.08);
  });
});

test("images are made meanwhile, and a cancelled search ends there and leaves nothing", async () => {
  const manifest = await open(TWO_SITES);
  const request = drawn(manifest, 3000);
  const image = { z: request.latents.slice(0, 8), classWeights: Float32Array.of(1, 0, 0) };
  const alone = await core.generate(image);
  const loaded = core.memory().tensors;
  const stop = new AbortController();
  let over = false;
  const shares: number[] = [];
  const search = find(request, (share) => shares.push(share), stop).finally(() => {
    over = true;
  });
  search.catch(() => undefined);
  // As a message would: a task of its own.
  await expect.poll(() => shares.length, { interval: 1 }).toBeGreaterThan(1);
  expect(await core.generate(image)).toEqual(alone);
  expect(over).toBe(false);
  stop.abort();
  await expect(search).rejects.toMatchObject({ code: "cancelled" });
  expect(shares).toEqual(Array.from(shares).sort((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThan(1);
  expect(core.memory().tensors).toBe(loaded);
});

test("a search ends with its generator", async () => {
  const manifest = await open(TWO_SITES);
  const search = find(drawn(manifest, 3000), () => core.dispose());
  await expect(search).rejects.toMatchObject({ code: "cancelled" });
});

test("latents or labels that do not fit are refused", async () => {
  const manifest = await open(TWO_SITES);
  const request = drawn(manifest, 20);
  await expect(find({ ...request, latents: request.latents.slice(1) })).rejects.toThrow(RangeError);
  await expect(find({ ...request, labels: new Uint8Array(19) })).rejects.toThrow(RangeError);
  await expect(find({ ...request, labels: new Uint8Array(20).fill(3) })).rejects.toThrow(/no class 3/);
});

/** The fixture's weights, by other layers or with other values in one of them. */
function variant(
  layers: Manifest["generator"]["layers"],
  dense?: number,
): { manifest: Manifest; network: Generator } {
  const manifest = manifestOf(TWO_SITES);
  const tensors = new Map(readWeights(`${TWO_SITES}/generator.safetensors`).tensors);
  if (dense !== undefined) {
    tensors.set("fc.weight", { shape: [256, 8], data: new Float32Array(2048).fill(dense) });
  }
  const network = new Generator({ ...manifest, generator: { ...manifest.generator, layers } }, tensors);
  return { manifest, network };
}

test("features that are not finite have no directions, nor has a single latent", async () => {
  const { layers } = manifestOf(TWO_SITES).generator;
  const { manifest, network } = variant(layers, Number.NaN);
  await expect(principalDirections(network, drawn(manifest, 40)).next()).rejects.toThrow(
    /directions-failed.*not finite/,
  );
  network.dispose();
  await open(TWO_SITES);
  await expect(find(drawn(manifest, 1))).rejects.toThrow(/directions-failed.*do not vary/);
});

test("without a residual block, the first features that are not linear in z are taken; attention before it counts", () => {
  const { layers } = manifestOf(TWO_SITES).generator;
  const [dense, block, pooled, , , relu, rgb, end] = layers;
  const up = { type: "upsample", factor: 2, method: "nearest" } as const;
  const norm = { type: "norm", name: "blocks.0.norm" } as const;
  const plain = variant([dense, norm, relu, up, pooled, up, rgb, end]).network;
  const attended = variant([dense, pooled, block, up, rgb, end]).network;
  const unattended = variant([dense, block, up, rgb, end]).network;
  const z = normalNoise(5, 3 * 8);
  const early = (network: Generator, from: number, to: number) =>
    tidy(() => network.earlyFeatures(tensor2d(z.slice(from * 8, to * 8), [to - from, 8]), 1).dataSync());

  expect(plain.earlyCount).toBe(16 * 4 * 4);
  const features = early(plain, 0, 3);
  expect(Math.min(...features)).toBe(0);
  expect(features).toHaveLength(3 * plain.earlyCount);

  expect(attended.earlyCount).toBe(16 * 8 * 8);
  const together = early(attended, 0, 3);
  const one = early(attended, 1, 2);
  const without = early(unattended, 1, 2);
  let most = 0;
  one.forEach((value, at) => {
    expect(together[attended.earlyCount + at]).toBeCloseTo(value, 5);
    most = Math.max(most, Math.abs(value - without[at]));
  });
  expect(most).toBeGreaterThan(0.01);
  for (const network of [plain, attended, unattended]) network.dispose();
});
