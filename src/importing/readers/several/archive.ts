/** A zip, tar or gzip file around checkpoints: the one that is in it, or all of them as parts of one, by their names. */
import { LensError } from "../../../model/errors";
import type { ByteSource, Checkpoint, CheckpointValue } from "../../checkpoint";
import { inflate } from "../inflate";
import { kindOf } from "../kind";
import { claim, malformed, type Reading, shown } from "../reading";
import { memorySource, partOf } from "../sources";
import { openZip } from "../zip";

/** A file in an archive. */
interface Entry {
  readonly name: string;
  bytes(): Promise<ByteSource>;
}

const MOST_ENTRIES = 10_000;
/** Checkpoints that one archive is searched for. */
const MOST_CHECKPOINTS = 32;
const NAMES_TOLD = 5;
/** What checkpoints are called, those in shards and PyTorch's with `.tar` behind included. */
const CHECKPOINT =
  /\.(?:pth?|pth?\.tar|bin|ckpt|model|pkl|th|t7|tar|tgz|gz|zip|safetensors|npz|h5|hdf5|keras)$/i;
const DESCRIPTION = /(?:^|\/)(?:model|[^/]*\.index)\.json$/i;
/** Notes that systems leave in archives. */
const HIDDEN = /(?:^|\/)(?:\.|__MACOSX\/)/;
const TAR_BLOCK = 512;
/** Texts shrink to far less than a fourth; what is so small may. */
const SMALL_BYTES = 1 << 20;

/**
 * @param open opens files that belong together, as `openCheckpoint` does
 * @throws LensError `checkpoint-archive` with the names in it where none is a checkpoint; `checkpoint-old-torch`; what opening throws
 */
export async function openInside(
  reading: Reading,
  kind: "zip" | "tar" | "gzip",
  open: (files: readonly Reading[]) => Promise<Checkpoint>,
): Promise<Checkpoint> {
  const entries = kind === "gzip" ? await gunzipped(reading) : await entriesOf(reading.source, reading, kind);
  const names = new Set(entries.map(({ name }) => name));
  if (["pickle", "storages", "tensors"].every((name) => names.has(name))) {
    throw new LensError("checkpoint-old-torch", { where: reading.where });
  }
  const described = entries.filter(({ name }) => DESCRIPTION.test(name) && !HIDDEN.test(name));
  // Shards have names of any kind.
  const isOne = described.length === 1;
  const wanted = entries.filter(
    ({ name }) =>
      !HIDDEN.test(name) &&
      (CHECKPOINT.test(name) || (isOne && (/\.bin$/.test(name) || DESCRIPTION.test(name)))),
  );
  const found: Reading[] = [];
  for (const entry of kind === "gzip" && entries.length === 1 ? entries : wanted) {
    const source = await entry.bytes();
    const bytes: ByteSource = { ...source, name: entry.name };
    if ((await kindOf(bytes)) === undefined && !isOne) continue;
    found.push({ ...reading, source: bytes, where: shown(`${reading.where}: ${entry.name}`) });
    if (found.length > MOST_CHECKPOINTS) break;
  }
  if (found.length === 0 || found.length > MOST_CHECKPOINTS) {
    const told = [...names].slice(0, NAMES_TOLD).map(shown);
    const files = [...told, ...(names.size > NAMES_TOLD ? ["…"] : [])].join(", ");
    throw new LensError("checkpoint-archive", { where: reading.where, files });
  }
  const isSharded = found.every(({ source }) => /-\d{5}-of-\d{5}\./.test(source.name));
  if (found.length === 1 || isOne || isSharded) {
    return { ...(await open(found)), name: reading.source.name };
  }
  return openAll(reading, found, open);
}

/** Several checkpoints as one, each under its name: which of them is the generator, and averaged, their names and tensors say. */
async function openAll(
  reading: Reading,
  found: readonly Reading[],
  open: (files: readonly Reading[]) => Promise<Checkpoint>,
): Promise<Checkpoint> {
  const entries = new Map<string, CheckpointValue>();
  const opened: Checkpoint[] = [];
  let fault: unknown;
  for (const file of found) {
    try {
      const checkpoint = await open([file]);
      opened.push(checkpoint);
      const plain = file.source.name.replace(/(?:\.[A-Za-z]\w{0,10})+$/, "");
      entries.set(entries.has(plain) ? file.source.name : plain, checkpoint.root);
    } catch (thrown) {
      if (thrown instanceof LensError && thrown.code === "cancelled") throw thrown;
      // Beside a checkpoint that opens, an optimizer's own file may well not.
      fault ??= thrown;
    }
  }
  const [first] = opened;
  if (!first) throw fault;
  return {
    name: reading.source.name,
    format: first.format,
    root: { kind: "dict", entries },
    unread: opened.flatMap(({ unread = [] }) => unread),
  };
}

async function entriesOf(
  source: ByteSource,
  reading: Reading,
  kind: "zip" | "tar",
): Promise<readonly Entry[]> {
  if (kind === "tar") return tarEntries(source, reading.where);
  return [...(await openZip(reading)).values()];
}

/** What a gzip file holds: a tar file's entries, or one file by its own name without `.gz`. */
async function gunzipped(reading: Reading): Promise<readonly Entry[]> {
  const { source, where } = reading;
  if (source.size < 18) throw malformed(where, "it is cut short");
  // Its size stands at its end, without what goes beyond four bytes.
  const end = await source.read(source.size - 4, source.size);
  const size = new DataView(end.buffer, end.byteOffset).getUint32(0, true);
  if (size > SMALL_BYTES) claim(reading, source.size + size, "what it is packed of");
  const bytes = memorySource(source.name, await inflate(source, size, size, "what it is packed of", "gzip"));
  if ((await kindOf(bytes)) === "tar") return tarEntries(bytes, where);
  const name = source.name.replace(/\.gz$/i, "").replace(/\.tgz$/i, ".tar");
  return [{ name, bytes: async () => bytes }];
}

/** The files of a tar file, GNU's and POSIX's long names included. */
async function tarEntries(source: ByteSource, where: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let longName: string | undefined;
  for (let at = 0; at + TAR_BLOCK <= source.size; ) {
    const head = await source.read(at, at + TAR_BLOCK);
    if (head.every((byte) => byte === 0)) break;
    const text = (from: number, length: number) =>
      new TextDecoder().decode(head.subarray(from, from + length)).replace(/\0.*$/s, "");
    const size = Number.parseInt(text(124, 12).trim() || "0", 8);
    const from = at + TAR_BLOCK;
    if (!(size >= 0 && from + size <= source.size))
      throw malformed(where, "an entry of its tar file is cut short");
    const type = text(156, 1);
    if (type === "L" || type === "x") {
      if (size > 1 << 16) throw malformed(where, "a name in its tar file is too long");
      const content = new TextDecoder().decode(await source.read(from, from + size)).replace(/\0+$/, "");
      longName = type === "L" ? content : (/(?:^|\n)\d+ path=(.*)\n/.exec(content)?.[1] ?? longName);
    } else {
      const prefix = text(345, 155);
      const name = longName ?? (prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`);
      longName = undefined;
      const isFile = type === "" || type === "0";
      if (isFile)
        entries.push({ name: name.replace(/^\.\//, ""), bytes: async () => partOf(source, from, size) });
      if (entries.length > MOST_ENTRIES) throw malformed(where, `it has more than ${MOST_ENTRIES} entries`);
    }
    at = from + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return entries;
}
