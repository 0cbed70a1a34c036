/**
 * `npm run verify -- --peers FOLDER`: every checkpoint of a folder of folders is imported, opened in Chromium and compared with the golden
 * file beside it that is of such a network. Files that are meant to be refused say with which error.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { finishImport } from "../../src/importing/finish";
import type { Imported } from "../../src/importing/imported";
import { asLensError } from "../../src/model/errors";
import { withBatchStatistics } from "../../src/network/networks/batch-statistics";
import type { BackendName } from "../../src/runtime/api/types";
import { startBackend } from "../../src/runtime/backends/start-backend";
import { HARNESS_PATH } from "../../test/support/addresses";
import { launchChromium } from "../../test/support/chromium";
import { projectPath } from "../../test/support/files";
import {
  betaError,
  classOf,
  type Golden,
  goldenFilesIn,
  goldenOf,
  hasBatchPictures,
  imageError,
  importPeer,
  latentOf,
  meantToBeRefused,
  type PeerFile,
  peersIn,
  queriesOf,
} from "../../test/support/peers";
import { serveFolders } from "../../test/support/static-server";

/** What an import may differ from its code base by: single precision on another machine, and no wrong rule. */
const IMAGE_BOUND = 1e-3;
const BETA_BOUND = 1e-4;

/** One checkpoint on one backend at one site. */
interface Line {
  readonly peer: string;
  readonly file: string;
  readonly family: string;
  readonly backend: BackendName;
  readonly site: string;
  readonly imageError: number;
  readonly betaError: number;
  readonly rowSumError: number | typeof COLUMNS;
  /** The same with the statistics of the golden batch, where the golden file has its images. */
  readonly batchImageError?: number;
}
const COLUMNS = "rows do not sum to 1";

interface Opened {
  readonly peer: PeerFile;
  readonly imported: Imported;
  readonly golden: Golden;
  /** Its model's folder on the server. */
  readonly model: string;
  /** The same with the statistics of the golden batch. */
  readonly batchModel: string | undefined;
}

/** @returns whether all was as it should be */
export async function verifyPeers(
  root: string,
  { json, backends }: { json: boolean; backends: readonly BackendName[] },
): Promise<boolean> {
  const models = projectPath(".cache/peers");
  rmSync(models, { recursive: true, force: true });
  mkdirSync(models, { recursive: true });
  const say = (line: object, text: string) => console.log(json ? JSON.stringify(line) : text);
  const { opened, faults } = await importAll(root, models, say);
  let good = faults.length === 0 && opened.length > 0;
  for (const fault of faults) console.error(fault);
  if (opened.length === 0) {
    console.error(`Nothing in ${root} was recognised.`);
    return false;
  }
  await build({ configFile: projectPath("test/harness/vite.config.ts"), logLevel: "warn" });
  const server = await serveFolders([
    { path: `${HARNESS_PATH}models/`, folder: models },
    { path: HARNESS_PATH, folder: projectPath(".cache/harness") },
  ]);
  const browser = await launchChromium("gpu");
  try {
    const page = await browser.newPage();
    await page.goto(`${server.origin}${HARNESS_PATH}`);
    for (const one of opened) {
      for (const backend of backends) {
        for (const line of await compare(page, one, backend)) {
          if (typeof line === "string") {
            good = false;
            console.error(line);
            continue;
          }
          say(line, textOf(line));
          const batch = line.batchImageError ?? 0;
          if (line.imageError <= IMAGE_BOUND && line.betaError <= BETA_BOUND && batch <= IMAGE_BOUND)
            continue;
          good = false;
          console.error(`${line.peer}/${line.file} on ${backend}: an error is above its bound.`);
        }
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return good;
}

/** Imports what can be, and writes the models. */
async function importAll(
  root: string,
  models: string,
  say: (line: object, text: string) => void,
): Promise<{ opened: Opened[]; faults: string[] }> {
  const opened: Opened[] = [];
  const faults: string[] = [];
  /** Files that gave no comparison though nobody said that they would not. */
  const open: { readonly folder: string; readonly fault: string }[] = [];
  for (const peer of peersIn(root)) {
    const named = `${peer.peer}/${peer.file}`;
    const { peer: name, file } = peer;
    try {
      const imported = await importPeer(peer);
      if (meantToBeRefused(peer))
        faults.push(`${named} is meant to be refused and was read as ${imported.report.family}.`);
      const golden = goldenOf(peer.folder, imported.manifest);
      if (!golden) {
        say({ peer: name, file, family: imported.report.family, golden: null }, `${named}  no golden values`);
        open.push({
          folder: peer.folder,
          fault: `${named} was recognised, but no golden file is of such a network.`,
        });
        continue;
      }
      const model = `peer-${opened.length}`;
      await write(models, model, imported);
      const batchModel = hasBatchPictures(golden) ? `${model}-batch` : undefined;
      if (batchModel) await write(models, batchModel, await withGoldenBatch(imported, golden));
      opened.push({ peer, imported, golden, model, batchModel });
    } catch (error) {
      const { code, details } = asLensError(error);
      say({ peer: name, file, refused: code }, `${named}  refused: ${code}`);
      if (meantToBeRefused(peer)) continue;
      open.push({ folder: peer.folder, fault: `${named} was refused: ${code} ${JSON.stringify(details)}` });
    }
  }
  // Where all golden files have found their checkpoint, what is left is nobody's.
  for (const { folder, fault } of open) {
    const found = new Set(
      opened.filter(({ peer }) => peer.folder === folder).map(({ golden }) => golden.file),
    );
    if (goldenFilesIn(folder).some((file) => !found.has(file))) faults.push(fault);
  }
  return { opened, faults };
}

async function write(
  models: string,
  id: string,
  imported: Pick<Imported, "manifest" | "tensors">,
): Promise<void> {
  const { files } = await finishImport(imported, id);
  for (const [path, bytes] of files) {
    const to = join(models, id, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, bytes);
  }
}

/** The golden latents are one batch. */
async function withGoldenBatch({ manifest, tensors, norms }: Imported, golden: Golden) {
  const { resolve } = createRequire(import.meta.url);
  const file = (name: string) => resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`);
  await startBackend("wasm", { plain: file("tfjs-backend-wasm"), simd: file("tfjs-backend-wasm-simd") });
  const z = Float32Array.from(
    Array.from({ length: golden.latents }, (_, latent) => Array.from(latentOf(golden, latent))).flat(),
  );
  const labels = Array.from({ length: golden.latents }, (_, latent) => classOf(golden, latent) ?? 0);
  const batch = { z, ...(manifest.classes && { labels }) };
  return { manifest, tensors: await withBatchStatistics(manifest, tensors, norms, batch) };
}

/** Runs every golden latent. A string is a fault. */
async function compare(
  page: Page,
  { peer, imported, golden, model, batchModel }: Opened,
  backend: BackendName,
): Promise<(Line | string)[]> {
  const named = `${peer.peer}/${peer.file}`;
  const { family, sites } = imported.report;
  const opened = await page.evaluate(([id, name]) => window.harness.open(id, name), [
    model,
    backend,
  ] as const);
  if ("error" in opened) {
    return [
      `${named} could not be opened on ${backend}: ${opened.error.code} ${JSON.stringify(opened.error.details)}`,
    ];
  }
  const lines = new Map<string, Line>();
  for (let latent = 0; latent < golden.latents; latent++) {
    for (const { name, rowsSumToOne } of sites) {
      const queries = queriesOf(golden, name);
      const made = await page.evaluate(([a, b, c]) => window.harness.generate(a, b, c), [
        Array.from(latentOf(golden, latent)),
        queries,
        classOf(golden, latent),
      ] as const);
      const site = made.sites.find((one) => one.name === `g.${name}`);
      const before = lines.get(name);
      // What is no number stays the worst.
      const worse = (a: number, b: number | string = 0) => (typeof b === "string" || b <= a ? a : b);
      lines.set(name, {
        peer: peer.peer,
        file: peer.file,
        family,
        backend,
        site: name,
        imageError: worse(imageError(golden, latent, made.image) ?? Number.NaN, before?.imageError),
        betaError: worse(site ? betaError(golden, latent, name, site.rows) : Number.NaN, before?.betaError),
        rowSumError:
          rowsSumToOne && before?.rowSumError !== COLUMNS
            ? worse(site?.rowSumError ?? Number.NaN, before?.rowSumError)
            : COLUMNS,
      });
    }
  }
  if (batchModel === undefined) return [...lines.values()];
  const reopened = await page.evaluate(([id, name]) => window.harness.open(id, name), [
    batchModel,
    backend,
  ] as const);
  if ("error" in reopened) return [`${named} with its batch could not be opened: ${reopened.error.code}`];
  let batchImageError = 0;
  for (let latent = 0; latent < golden.latents; latent++) {
    const made = await page.evaluate(([a, b]) => window.harness.generate(a, [], b), [
      Array.from(latentOf(golden, latent)),
      classOf(golden, latent),
    ] as const);
    const error = imageError(golden, latent, made.image, "image_train") ?? Number.NaN;
    if (!(error <= batchImageError)) batchImageError = error;
  }
  return [...lines.values()].map((line) => ({ ...line, batchImageError }));
}

function textOf(line: Line): string {
  const number = (value: number) => value.toExponential(1);
  const sums =
    typeof line.rowSumError === "number" ? `row sums ${number(line.rowSumError)}` : line.rowSumError;
  return `${line.peer}/${line.file}  ${line.family}  ${line.backend}  ${line.site}  picture ${number(line.imageError)}  beta ${number(line.betaError)}  ${sums}`;
}
