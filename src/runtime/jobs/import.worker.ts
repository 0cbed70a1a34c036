/** Importing in a worker of its own: a large checkpoint is read, recognised and written without holding up the page. */
import plainWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdWasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import * as Comlink from "comlink";
import type { ByteSource } from "../../importing/checkpoint";
import { finishImport } from "../../importing/finish";
import type { Imported } from "../../importing/imported";
import { readModelFolder } from "../../importing/model-folder";
import { openCheckpoint } from "../../importing/readers/open";
import { blobSource } from "../../importing/readers/sources";
import { recognise } from "../../importing/recognise";
import { importedId, isKept } from "../../model/storage/saved-models";
import { type Outcome, outcome } from "../rpc/outcome";
import { holdLifeline } from "../rpc/worker-lifetime";
import type { ImportedFile, ImportProgress, ImportResult, ImportSettings } from "./import-model";

const absolute = (url: string) => new URL(url, import.meta.url).href;

const MANIFEST = "model.json";
/** Progress is told this often at most: each telling crosses to the page. */
const TELL_MS = 50;

const api = {
  read: (
    files: readonly ImportedFile[],
    settings: ImportSettings,
    tell: (progress: ImportProgress) => void,
  ): Promise<Outcome<ImportResult>> =>
    outcome(async () => {
      const sources = files.map(({ name, blob }) => blobSource(blob, name));
      const result = (await ownFolder(sources)) ?? (await fromCheckpoint(sources, settings, seldom(tell)));
      return Comlink.transfer(
        result,
        [...result.files.values()].map(({ buffer }) => buffer),
      );
    }),
};

/** A folder that this project wrote; under an id of its own where it has that of a shipped model. */
async function ownFolder(sources: readonly ByteSource[]): Promise<ImportResult | undefined> {
  const folder = await readModelFolder(sources);
  if (!folder) return undefined;
  const { manifest, files } = folder;
  const id = isKept(manifest.id) ? manifest.id : importedId(manifest.id, manifest.generator.weights.sha256);
  return { id, files: renamed(files, id), report: undefined, classes: manifest.classes?.length ?? 0 };
}

async function fromCheckpoint(
  sources: readonly ByteSource[],
  { classes, statistics }: ImportSettings,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportResult> {
  const checkpoint = await openCheckpoint(sources);
  const read = await recognise(checkpoint, { onProgress, ...(classes && { classes }) });
  const imported = statistics === "batch" ? await byBatch(read) : read;
  const finished = await finishImport(imported, "imported");
  const id = importedId(sources[0].name, finished.manifest.generator.weights.sha256);
  const { report } = imported;
  return { id, files: renamed(finished.files, id), report, classes: report.classes };
}

/** On WASM, which every browser has; TensorFlow.js is loaded only for this. */
async function byBatch(imported: Imported): Promise<Imported> {
  const { importedWithBatch, startWasm } = await import("./batch-import");
  await startWasm({ plain: absolute(plainWasm), simd: absolute(simdWasm) });
  return importedWithBatch(imported);
}

/** The same files under another id. */
function renamed(files: ReadonlyMap<string, Uint8Array>, id: string): ReadonlyMap<string, Uint8Array> {
  const manifest = JSON.parse(new TextDecoder().decode(files.get(MANIFEST))) as Record<string, unknown>;
  const json = JSON.stringify({ ...manifest, id }, null, 1);
  return new Map([...files, [MANIFEST, new TextEncoder().encode(`${json}\n`)]]);
}

function seldom(tell: (progress: ImportProgress) => void): (progress: ImportProgress) => void {
  let told = 0;
  return (progress) => {
    const now = performance.now();
    if (now - told < TELL_MS && progress.loaded < progress.total) return;
    told = now;
    tell(progress);
  };
}

export type ImportWorkerApi = typeof api;

holdLifeline();
Comlink.expose(api);
