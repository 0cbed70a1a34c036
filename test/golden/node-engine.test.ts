/** The engine in Node, on WebAssembly: PyTorch's values, the rules of the browser's engine, and folders that are not as they should be. */
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import type { QueryIndex } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import { latentOf } from "../../src/latent/latent";
import { readSafetensors, writeSafetensors } from "../../src/model/formats/safetensors";
import { readInNode } from "../../src/model/storage/read.node";
import type { Engine } from "../../src/runtime/api/engine";
import { createEngine, type NodeEngineOptions } from "../../src/runtime/api/engine.node";
import type { DiscriminatorRequest } from "../../src/runtime/api/types";
import { AS_SEEDED } from "../../src/viewer/state/recipe";
import { entry, floats, largestDifference, projectPath, readWeights, toRows } from "../support/files";
import { serveFolders } from "../support/static-server";

const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
});

const address = (path: string) => pathToFileURL(`${path}/`);

async function open(folder: URL | string, options: Omit<NodeEngineOptions, "source"> = {}): Promise<Engine> {
  const source = { folder: typeof folder === "string" ? address(projectPath(folder)) : folder };
  const engine = await createEngine({ source, ...options });
  engines.push(engine);
  return engine;
}

const request = (seed: number, snapshot?: number) => ({
  z: latentOf({ seed, psi: 0.8, ...AS_SEEDED }, 128),
  ...(snapshot !== undefined && { snapshot }),
});

for (const model of ["cats64", "eurosat64"]) {
  test(`picture and rows of ${model} equal PyTorch's`, async () => {
    const phases: string[] = [];
    const engine = await open(`public/models/${model}`, {
      onProgress: ({ phase }) => {
        if (phases.at(-1) !== phase) phases.push(phase);
      },
    });
    expect(phases).toEqual(["download", "start", "prepare", "check"]);
    expect(engine).toMatchObject({ backend: "wasm", attempts: [], check: { runs: 2 } });
    const { imageError, betaError } = engine.check;
    expect(Math.max(imageError ?? Number.NaN, betaError ?? Number.NaN)).toBeLessThan(1e-4);

    const golden = readWeights(`test/golden/${model}.safetensors`);
    const rows = floats(golden, "rows").data;
    const bound = (of: string) => Math.max(1e-5, 4 * floats(golden, `single.${of}`).data[0]);
    const classes = engine.manifest.classes?.length;
    for (const latent of [0, 1]) {
      const label = classes && floats(golden, "class").data[latent];
      const made = await engine.generate({
        z: entry(floats(golden, "z"), latent),
        ...(classes && { classWeights: Float32Array.from({ length: classes }, (_, at) => +(at === label)) }),
      });
      const [site] = made?.sites ?? [];
      const wanted = toRows(entry(floats(golden, "image"), latent), 3, 64);
      expect(largestDifference(made?.image ?? new Float32Array(), wanted)).toBeLessThan(bound("image"));
      const beta = entry(floats(golden, "attn.beta"), latent);
      rows.forEach((query, at) => {
        const row = attentionRow(site, query as QueryIndex);
        const exact = beta.subarray(at * row.length, (at + 1) * row.length);
        expect(largestDifference(row, exact), `row ${query}`).toBeLessThan(bound("beta"));
      });
    }
  });
}

/** A shipped model's golden image, [64, 64, 3]. */
const goldenPicture = (model: string, latent: number) =>
  toRows(entry(floats(readWeights(`test/golden/${model}.safetensors`), "image"), latent), 3, 64);

test("a picture is judged as in PyTorch, whether in numbers or in bytes; the weights come with the first, and nothing is left behind", async () => {
  const asked: string[] = [];
  const engine = await createEngine({
    source: {
      folder: address(projectPath("public/models/eurosat64")),
      read: (file, init) => {
        asked.push(file.pathname.split("/").at(-1) ?? "");
        return readInNode(file, init);
      },
    },
  });
  engines.push(engine);
  expect(asked).not.toContain("discriminator.safetensors");
  const golden = readWeights("test/golden/eurosat64.safetensors");
  const slopes = readWeights("test/golden/eurosat64-gradient.safetensors");
  const shares: number[] = [];
  const requestOf = (latent: number) => ({
    image: goldenPicture("eurosat64", latent),
    classWeights: Float32Array.from({ length: 6 }, (_, at) => +(at === floats(golden, "class").data[latent])),
    withGradient: true,
    onProgress: ({ loaded, total }: { loaded: number; total: number }) => shares.push(loaded / total),
  });
  for (const latent of [0, 1]) {
    const judged = await engine.discriminate(requestOf(latent));
    expect(judged?.score).toBeCloseTo(floats(golden, "d.score").data[latent], 4);
    expect(judged?.sites.map(({ name }) => name)).toEqual(["d.attn"]);
    const slope = toRows(entry(floats(slopes, "d.gradient"), latent), 3, 64);
    expect(largestDifference(judged?.gradient ?? new Float32Array(), slope)).toBeLessThan(1e-6);
  }
  expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
  expect(asked.filter((file) => file === "discriminator.safetensors")).toHaveLength(1);

  const { image, ...rest } = requestOf(0);
  const bytes = Uint8ClampedArray.from(image, (value) => (value + 1) * 127.5);
  const rounded = Float32Array.from(bytes, (byte) => byte / 127.5 - 1);
  const fromBytes = await engine.discriminate({ ...rest, image: bytes });
  expect(fromBytes).toEqual(await engine.discriminate({ ...rest, image: rounded }));

  const { tensors } = await engine.memory();
  const many = await Promise.all(
    Array.from({ length: 50 }, (_, at) => engine.discriminate(requestOf(at % 2))),
  );
  // Newest wins.
  expect(many.map((judged) => judged !== undefined)).toEqual(many.map((_, at) => at === 0 || at === 49));
  for (let at = 0; at < 10; at++) await engine.discriminate({ ...requestOf(0), withGradient: at % 2 === 0 });
  expect((await engine.memory()).tensors).toBe(tensors);
  // The generator is none the worse.
  const classWeights = Float32Array.of(1, 0, 0, 0, 0, 0);
  expect((await engine.preview({ ...request(7), classWeights })).sites).toHaveLength(1);
});

test("what stands in the way of a judgement is told by name", async () => {
  const folder = mkdtempSync(join(tmpdir(), "model-"));
  const image = goldenPicture("cats64", 0);
  const refuse = (engine: Engine, code: string, request: Partial<DiscriminatorRequest> = {}) =>
    expect(engine.discriminate({ image, ...request })).rejects.toMatchObject({ code });
  try {
    cpSync(projectPath("public/models/cats64"), folder, { recursive: true });
    const file = join(folder, "discriminator.safetensors");
    const bytes = readFileSync(file);
    const engine = await open(address(folder));
    await refuse(engine, "cancelled", { signal: AbortSignal.abort() });
    const stop = new AbortController();
    await refuse(engine, "cancelled", { signal: stop.signal, onProgress: () => stop.abort() });
    truncateSync(file, 1000);
    await refuse(engine, "file-truncated");
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(file, bytes);
    await refuse(engine, "file-altered");
    rmSync(file);
    await refuse(engine, "file-missing");
    // Once it is there again, the same engine goes on.
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(file, bytes);
    expect(await engine.discriminate({ image })).toMatchObject({ gradient: undefined });
    await refuse(engine, "engine-failed", { image: image.subarray(3) });
    await refuse(engine, "engine-failed", { classWeights: Float32Array.of(1, 0) });
    await refuse(engine, "output-not-finite", { image: image.slice().fill(Number.POSITIVE_INFINITY) });
    engine.dispose();
    await refuse(engine, "cancelled");
  } finally {
    rmSync(folder, { recursive: true });
  }
  await refuse(await open("test/fixtures/two-sites"), "no-discriminator");
});

test("the end of an engine ends the download of its discriminator", async () => {
  const engine = await open("public/models/cats64");
  const isDiscriminating = engine.discriminate({
    image: goldenPicture("cats64", 0),
    onProgress: () => engine.dispose(),
  });
  await expect(isDiscriminating).rejects.toMatchObject({ code: "cancelled" });
});

test("the newest request wins, and every preview is answered", async () => {
  const engine = await open("public/models/cats64");
  const answers = await Promise.all([1, 2, 3, 4].map((seed) => engine.generate(request(seed))));
  expect(answers.map((answer) => answer !== undefined)).toEqual([true, false, false, true]);
  const small = await Promise.all([1, 2, 3, 4].map((seed) => engine.preview(request(seed))));
  expect(small[0]).toEqual(answers[0]);
  expect(small[3]).toEqual(answers[3]);
  expect(small[1].image).not.toEqual(small[2].image);
});

test("snapshots are other pictures of the same latent, told as they load, and nothing is left behind", async () => {
  const loads: (number | undefined)[] = [];
  const engine = await open("public/models/cats64", {
    onSnapshotProgress: (progress) => loads.push(progress && progress.loaded / progress.total),
  });
  const finished = await engine.generate(request(7));
  const { tensors } = await engine.memory();
  const [{ step }] = engine.manifest.snapshots;
  const early = await engine.preview(request(7, step));
  expect(early.image).not.toEqual(finished?.image);
  expect([loads[0], loads.at(-2), loads.at(-1)]).toEqual([0, 1, undefined]);
  expect(await engine.preview(request(7))).toEqual(finished);
  expect((await engine.memory()).tensors).toBe(tensors);
  await expect(engine.preview(request(7, 3))).rejects.toMatchObject({ code: "snapshot-unknown" });
});

test("vectors and features are the generator's; what does not fit is refused by name", async () => {
  const engine = await open("public/models/cats64");
  const vectors = await engine.vectorsOf({ request: request(7), site: "g.attn", query: 5 });
  expect(vectors?.y).toHaveLength(64);
  const maps = await engine.features({ request: request(7), channels: {} });
  expect(maps?.map(({ site }) => site)).toContain("g.attn");
  const wrong = engine.vectorsOf({ request: request(7), site: "g.attn", query: 5000 });
  await expect(wrong).rejects.toMatchObject({ code: "engine-failed" });
});

test("a disposed engine rejects, and another one continues", async () => {
  const first = await open("public/models/cats64");
  const second = await open("public/models/cats64");
  first.dispose();
  await expect(first.preview(request(1))).rejects.toMatchObject({ code: "cancelled" });
  expect((await second.preview(request(1))).sites).toHaveLength(1);
});

test("a folder on the web is read too", async () => {
  const server = await serveFolders([{ path: "/m/", folder: projectPath("test/fixtures/two-sites") }]);
  try {
    const engine = await open(new URL(`${server.origin}/m/`), { backend: "cpu" });
    expect(engine.backend).toBe("cpu");
    const made = await engine.preview({
      z: new Float32Array(8).fill(0.5),
      classWeights: Float32Array.of(1, 0, 0),
    });
    expect(made.sites).toHaveLength(2);
    // TensorFlow.js has one backend for a whole process.
    await expect(open("public/models/cats64", { backend: "wasm" })).rejects.toMatchObject({
      code: "backend-unavailable",
      details: { backend: "wasm" },
    });
    await expect(open(new URL(`${server.origin}/nowhere/`))).rejects.toMatchObject({
      code: "manifest-missing",
      details: { status: 404 },
    });
  } finally {
    await server.close();
  }
});

test("only browsers have GPUs for it", async () => {
  for (const backend of ["webgpu", "webgl"] as const) {
    await expect(open("public/models/cats64", { backend })).rejects.toMatchObject({
      code: "backend-unavailable",
    });
  }
});

test("a damaged folder is refused by the name of what is wrong", async () => {
  const folder = mkdtempSync(join(tmpdir(), "model-"));
  const refuse = (code: string) => expect(open(address(folder))).rejects.toMatchObject({ code });
  const fresh = () => cpSync(projectPath("test/fixtures/two-sites"), folder, { recursive: true });
  try {
    await refuse("manifest-missing");
    fresh();
    writeFileSync(join(folder, "model.json"), "{");
    await refuse("manifest-not-json");
    fresh();
    truncateSync(join(folder, "generator.safetensors"), 100);
    await refuse("file-truncated");
    fresh();
    const bytes = readFileSync(join(folder, "generator.safetensors"));
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(join(folder, "generator.safetensors"), bytes);
    await refuse("file-altered");
    writeFileSync(join(folder, "generator.safetensors"), Buffer.concat([bytes, bytes]));
    await refuse("file-altered");
    rmSync(join(folder, "generator.safetensors"));
    await refuse("file-missing");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a model of every kind of layer is checked like any other", async () => {
  const { check } = await open("test/fixtures/every-layer");
  expect(Math.max(check.imageError ?? Number.NaN, check.betaError ?? Number.NaN)).toBeLessThan(1e-5);
});

test("a model without golden values opens unchecked, and is refused where its pictures are no numbers", async () => {
  const folder = mkdtempSync(join(tmpdir(), "model-"));
  try {
    cpSync(projectPath("test/fixtures/every-layer"), folder, { recursive: true });
    rmSync(join(folder, "golden.safetensors"));
    const path = join(folder, "model.json");
    const manifest = { ...JSON.parse(readFileSync(path, "utf8")), golden: null };
    writeFileSync(path, JSON.stringify(manifest));
    const engine = await open(address(folder));
    expect(engine.check).toEqual({ runs: 1, imageError: null, betaError: null });
    const made = await engine.preview({ z: new Float32Array(12).fill(0.5) });
    expect(made.image.every(Number.isFinite)).toBe(true);

    const file = join(folder, "generator.safetensors");
    const { tensors } = readSafetensors(new Uint8Array(readFileSync(file)), file);
    const put = (change: (values: Float32Array) => Float32Array, layer: string) => {
      const changed = new Map(tensors);
      const { shape, data } = tensors.get(layer) as { shape: readonly number[]; data: Float32Array };
      changed.set(layer, { shape, data: change(data) });
      const bytes = writeSafetensors(changed, {});
      writeFileSync(file, bytes);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const weights = { path: "generator.safetensors", bytes: bytes.length, sha256 };
      writeFileSync(path, JSON.stringify({ ...manifest, generator: { ...manifest.generator, weights } }));
    };
    // Finite, but their products are not.
    put((values) => values.map(() => 3e38), "up.weight");
    await expect(open(address(folder))).rejects.toMatchObject({
      code: "picture-not-finite",
      // TensorFlow.js has one backend for a whole process, and the first engine still has it.
      details: { tried: "wasm" },
    });
    await expect(open(address(folder), { backend: "wasm" })).rejects.toMatchObject({
      code: "backend-not-finite",
      details: { backend: "wasm" },
    });
    put((values) => values.fill(0), "grey.weight");
    await expect(open(address(folder))).rejects.toMatchObject({ code: "picture-not-finite" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("opening can be given up before and meanwhile", async () => {
  await expect(open("public/models/cats64", { signal: AbortSignal.abort("enough") })).rejects.toMatchObject({
    code: "cancelled",
  });
  const stop = new AbortController();
  const opening = open("public/models/cats64", { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(opening).rejects.toMatchObject({ code: "cancelled" });
});
