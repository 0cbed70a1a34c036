/** Names of classes from a file beside the checkpoint: a `config.json`, a list in JSON, or a text with a line for each class. */
import type { ByteSource } from "./checkpoint";

/** Names by the class's number in the file. */
export type ClassNames = ReadonlyMap<number, string>;

const MAX_BYTES = 1 << 22;
const LONGEST_NAME = 120;

export interface WithNames {
  /** The files of the checkpoint itself. */
  readonly checkpoint: readonly ByteSource[];
  /** `undefined` where no file names classes. */
  readonly classNames: ClassNames | undefined;
}

/**
 * Tells the files of a checkpoint from those beside it that name its classes or only describe it. Read are: a `.json` file with
 * `id2label` or `label2id` (Hugging Face's `config.json`), with a list of names, or with names or `[id, name]` by number; and a
 * `.txt` file with a name in each line, also behind its number or its WordNet id. Any other JSON that belongs to no checkpoint's files is left
 * out, too. Where nothing else is given, all files count as the checkpoint's.
 */
export async function splitClassNames(files: readonly ByteSource[]): Promise<WithNames> {
  const beside = new Set<ByteSource>();
  let classNames: ClassNames | undefined;
  for (const file of files) {
    if (file.size === 0 || file.size > MAX_BYTES) continue;
    const isText = /\.txt$/i.test(file.name);
    if (!isText && !/\.json$/i.test(file.name)) continue;
    const text = new TextDecoder().decode(await file.read(0, file.size));
    if (isText) classNames ??= namesOfLines(text);
    else {
      const json = parsed(text);
      if (json === undefined || describesShards(json)) continue;
      classNames ??= namesOfJson(json);
    }
    beside.add(file);
  }
  const checkpoint = files.filter((file) => !beside.has(file));
  return checkpoint.length === 0 ? { checkpoint: files, classNames: undefined } : { checkpoint, classNames };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a checkpoint's own files are listed in it. */
function describesShards(json: unknown): boolean {
  return isObject(json) && ("weightsManifest" in json || "weight_map" in json);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function namesOfJson(json: unknown): ClassNames | undefined {
  if (Array.isArray(json)) return namesOf(json.map((name, label) => [label, name]));
  if (!isObject(json)) return undefined;
  if (isObject(json.id2label)) return namesOf(Object.entries(json.id2label));
  if (isObject(json.label2id)) return namesOf(Object.entries(json.label2id).map(([name, id]) => [id, name]));
  return namesOf(Object.entries(json));
}

/** Lines of names; their numbers where all have one in front. */
function namesOfLines(text: string): ClassNames | undefined {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*[{}]?\s*$/.test(line));
  // As in `{0: 'tench', …}`, one a line, or `0 tench`.
  const numbered = lines.map((line) => /^\s*\{?\s*(\d+)\s*[:,\t ]\s*(.+?)\s*[,}]*\s*$/.exec(line));
  if (numbered.every((match) => match !== null)) {
    return namesOf(numbered.map(([, label, name]) => [label, name.replace(/^(['"])(.*)\1$/, "$2")]));
  }
  return namesOf(lines.map((line, label) => [label, line.trim().replace(/^n\d{8}\s+/, "")]));
}

function namesOf(entries: readonly (readonly [label: unknown, name: unknown])[]): ClassNames | undefined {
  const names = new Map<number, string>();
  for (const [label, given] of entries) {
    // Keras lists `["n01440764", "tench"]` under each number.
    const name = Array.isArray(given) ? given.at(-1) : given;
    const number = Number(label);
    if (!Number.isInteger(number) || number < 0 || typeof name !== "string" || name.trim() === "") continue;
    names.set(number, name.trim().slice(0, LONGEST_NAME));
  }
  return names.size > 0 ? names : undefined;
}
