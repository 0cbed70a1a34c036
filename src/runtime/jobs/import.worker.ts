/** Importing in a worker of its own: a large checkpoint is read, recognised and written without holding up the page. */
import type { ByteSource } from "../../importing/checkpoint";
import { splitClassNames } from "../../importing/class-names";
import { finishImport } from "../../importing/finish";
import type { Imported } from "../../importing/imported";
import { readModelFolder } from "../../importing/model-folder";
import { openCheckpoint } from "../../importing/readers/open";
import { blobSource } from "../../importing/readers/sources";
import { recognise } from "../../importing/recognise";
import { importedId, isSavedId } from "../../model/storage/saved-models";
import { WASM_ADDRESSES } from "../backends/wasm-addresses";
import { serveWorker } from "../rpc/serve";
import { transferring } from "../rpc/transfer";
import type { ImportCalls, ImportProgress, ImportResult, ImportSettings } from "./import-types";

const MANIFEST = "model.json";
/** Progress is reported this often at most: each report crosses to the page. */
const REPORT_MS = 50;

/** A folder that this project wrote; under an id of its own where it has that of a shipped model. */
async function ownFolder(sources: readonly ByteSource[]): Promise<ImportResult | undefined> {
  const folder = await readModelFolder(sources);
  if (!folder) return undefined;
  const { manifest, files } = folder;
  const id = isSavedId(manifest.id)
    ? manifest.id
    : importedId(manifest.id, manifest.generator.weights.sha256);
  return { id, files: renamed(files, id), report: undefined, classes: manifest.classes?.length ?? 0 };
}

async function fromCheckpoint(
  sources: readonly ByteSource[],
  { classes, statistics }: ImportSettings,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportResult> {
  const { checkpoint: files, classNames } = await splitClassNames(sources);
  const checkpoint = await openCheckpoint(files);
  const read = await recognise(checkpoint, {
    onProgress,
    ...(classes && { classes }),
    ...(classNames && { classNames }),
  });
  const imported = statistics === "batch" ? await byBatch(read) : read;
  const finished = await finishImport(imported, "imported");
  const id = importedId(files[0].name, finished.manifest.generator.weights.sha256);
  const { report } = imported;
  return { id, files: renamed(finished.files, id), report, classes: report.classes };
}

/** On WASM, which every browser has; TensorFlow.js is loaded only for this. */
async function byBatch(imported: Imported): Promise<Imported> {
  const { importedWithBatch, startWasm } = await import("./batch-import");
  await startWasm(WASM_ADDRESSES);
  return importedWithBatch(imported);
}

/** The same files under another id. */
function renamed(files: ReadonlyMap<string, Uint8Array>, id: string): ReadonlyMap<string, Uint8Array> {
  const manifest = JSON.parse(new TextDecoder().decode(files.get(MANIFEST))) as Record<string, unknown>;
  const json = JSON.stringify({ ...manifest, id }, null, 1);
  return new Map([...files, [MANIFEST, new TextEncoder().encode(`${json}\n`)]]);
}

function seldom(report: (progress: ImportProgress) => void): (progress: ImportProgress) => void {
  let reported = 0;
  return (progress) => {
    const now = performance.now();
    if (now - reported < REPORT_MS && progress.loaded < progress.total) return;
    reported = now;
    report(progress);
  };
}

serveWorker<ImportCalls>({
  async read({ files, settings }, { report }) {
    const sources = files.map(({ name, blob }) => blobSource(blob, name));
    const result = (await ownFolder(sources)) ?? (await fromCheckpoint(sources, settings, seldom(report)));
    return transferring(
      result,
      [...result.files.values()].map(({ buffer }) => buffer as ArrayBuffer),
    );
  },
});
