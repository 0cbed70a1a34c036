/** Importing in a worker of its own: a large checkpoint is read, recognised and written without holding up the page. */
import type { ByteSource } from "../../importing/checkpoint";
import { splitClassNames } from "../../importing/class-names";
import { finishImport } from "../../importing/finish";
import type { Imported } from "../../importing/imported";
import { readModelFolder } from "../../importing/model-folder";
import { openCheckpoint } from "../../importing/readers/open";
import { blobSource } from "../../importing/readers/sources";
import { recognise } from "../../importing/recognise";
import { blobOf, storeFiles } from "../../model/storage/save-model";
import { importedId, isSavedId } from "../../model/storage/saved-models";
import { WASM_ADDRESSES } from "../backends/wasm-addresses";
import { serveWorker } from "../rpc/serve";
import { withRecord } from "./import-record";
import type { ImportCalls, ImportProgress, ImportResult, ImportSettings } from "./import-types";

const MANIFEST = "model.json";
/** Progress is reported this often at most: each report crosses to the page. */
const REPORT_MS = 50;

/** A model with the files of its folder. */
type Made = Omit<ImportResult, "bytes"> & { readonly files: ReadonlyMap<string, Uint8Array> };

/** A folder that this project wrote; under an id of its own where it has that of a shipped model. */
async function ownFolder(sources: readonly ByteSource[]): Promise<Made | undefined> {
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
  report: (progress: ImportProgress) => void,
): Promise<Made> {
  const { checkpoint: files, classNames } = await splitClassNames(sources);
  const checkpoint = await openCheckpoint(files);
  const onProgress = seldom((progress) => report({ step: "reading", ...progress }));
  const read = await recognise(checkpoint, {
    onProgress,
    ...(classes && { classes }),
    ...(classNames && { classNames }),
  });
  report({ step: "completing" });
  const imported = statistics === "batch" ? await byBatch(read) : read;
  const finished = await finishImport(imported, "imported");
  const id = importedId(files[0].name, finished.manifest.generator.weights.sha256);
  return {
    id,
    files: renamed(finished.files, id),
    report: imported.report,
    classes: imported.report.classes,
  };
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

type Bytes = { readonly loaded: number; readonly total: number };

function seldom(report: (progress: Bytes) => void): (progress: Bytes) => void {
  let reported = 0;
  return (progress) => {
    const now = performance.now();
    if (now - reported < REPORT_MS && progress.loaded < progress.total) return;
    reported = now;
    report(progress);
  };
}

/** What was read and is to be stored. */
let waiting: ReadonlyMap<string, Uint8Array> = new Map();

serveWorker<ImportCalls>({
  async read({ files: given, settings }, { report }) {
    const sources = given.map(({ name, blob }) => blobSource(blob, name));
    const { files, ...made } =
      (await ownFolder(sources)) ?? (await fromCheckpoint(sources, settings, report));
    const file = given.map(({ name }) => name).join(", ");
    const { report: said, classes } = made;
    waiting = withRecord(files, { file, report: said, classes, settings });
    return { ...made, bytes: [...waiting.values()].reduce((sum, content) => sum + content.length, 0) };
  },
  async store({ folder, mayStore }) {
    const files = new Map([...waiting].map(([path, content]) => [path, blobOf(content)] as const));
    waiting = new Map();
    return mayStore && (await storeFiles(files, new URL(folder))) ? undefined : files;
  },
});
