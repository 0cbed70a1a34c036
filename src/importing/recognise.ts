/** A checkpoint of another code base as a generator of ours: recognised by names and shapes, never by order. */
import { LensError } from "../model/errors";
import type { AssumptionCode } from "../model/formats/import-notes";
import { blankSafetensors } from "../model/formats/safetensors";
import type { Checkpoint } from "./checkpoint";
import type { ClassNames } from "./class-names";
import { type ClassName, dataSetOf } from "./data-sets";
import { findGenerator } from "./find-generator";
import { type FlatTensor, flatten, wrappersIn } from "./flatten";
import type { Assumption, Imported, ImportOptions, ImportReport, OpenNorm, UnusedTensor } from "./imported";
import { reasonOf } from "./leftovers";
import { manifestOf } from "./manifest-of";
import { permuted } from "./matrix";
import type { Plan, PlanContext, Side } from "./plan/plan";
import { normalised } from "./plan/weights";
import { rememberFile } from "./tensor-file";

/**
 * Reads only the generator's tensors, one after another.
 * @throws LensError what `findGenerator` throws; `import-class`, `import-no-classes`, `import-no-sigma`,
 * `import-truncation`, `import-too-large`, `import-not-finite`; `cancelled`; what reading throws
 */
export async function recognise(checkpoint: Checkpoint, options: ImportOptions = {}): Promise<Imported> {
  const all = flatten(checkpoint);
  const { plan, others } = findGenerator(
    all,
    checkpoint.name,
    options.family,
    options.classes && new Set(options.classes).size,
  );
  const { truncation } = options;
  if (truncation !== undefined && !(truncation >= 0 && truncation <= 1))
    throw new LensError("import-truncation", { given: truncation });
  checkSize(plan, options.classes?.length ?? plan.classes ?? 0, checkpoint.name);
  const classes = keptClasses(plan, options.classes, checkpoint.name);
  const { bytes, tensors } = blankSafetensors(outputsOf(plan, classes, truncation));
  const norms: OpenNorm[] = [];
  const gammas = new Map<string, number>();
  const assumed = assumptionsOf(plan, others, classes, options);
  const context = planContext(plan, classes, options, { tensors, norms, gammas, assumed });
  for (const job of plan.draft.jobs) await job.run(context);
  rememberFile(tensors, bytes);
  const names = await namesOf(plan, options.classNames, assumed);
  const report = reportOf(checkpoint, all, plan, others, { gammas, assumed });
  return { manifest: manifestOf(plan, classes, checkpoint.name, names), tensors, report, norms };
}

/** Numbers of the classes in the file, in the order in which they become ours. */
function keptClasses(
  { classes, family }: Plan,
  wanted: ImportOptions["classes"],
  where: string,
): readonly number[] | undefined {
  if (classes === undefined) {
    if (wanted) throw new LensError("import-no-classes", { where, family: family.id });
    return undefined;
  }
  if (!wanted) return Array.from({ length: classes }, (_, label) => label);
  const kept = [...new Set(wanted)];
  const bad = kept.find((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (bad !== undefined || kept.length === 0) {
    throw new LensError("import-class", { given: bad ?? "", last: classes - 1 });
  }
  return kept;
}

/** Tables of classes may be far larger than the file that they come from, where they come from an embedding. */
const MOST_TABLE_BYTES = 2 ** 29;
/** Each has a name in `model.json`. */
const MOST_CLASSES = 1_000_000;

/** @param classes how many are to be kept */
function checkSize({ draft }: Plan, classes: number, where: string): void {
  const most = Math.min(MOST_CLASSES, Math.floor(MOST_TABLE_BYTES / 4 / Math.max(1, draft.perClass)));
  if (classes > most) throw new LensError("import-too-large", { where, classes, most });
}

/** Names and shapes of all that the jobs make. */
function outputsOf(
  { draft }: Plan,
  classes: readonly number[] | undefined,
  truncation: number | undefined,
): (readonly [string, readonly number[]])[] {
  const length = (side: Side) => {
    if (side === "classes") return classes?.length ?? 1;
    if (typeof side === "number") return side;
    return truncation === undefined ? side.truncations : 1;
  };
  return draft.jobs.flatMap(({ outputs }) =>
    outputs.map(([name, shape]) => [name, shape.map(length)] as const),
  );
}

interface Made {
  readonly tensors: ReadonlyMap<string, { readonly data: Float32Array }>;
  readonly norms: OpenNorm[];
  readonly gammas: Map<string, number>;
  readonly assumed: Assumption[];
}

function planContext(
  plan: Plan,
  classes: readonly number[] | undefined,
  { signal, onProgress, truncation }: ImportOptions,
  { tensors, norms, gammas, assumed }: Made,
): PlanContext {
  const total = [...plan.draft.used.keys()].reduce((sum, { tensor }) => sum + tensor.bytes, 0);
  let loaded = 0;
  let shared: Promise<Float32Array> | undefined;
  const context: PlanContext = {
    classes,
    truncation,
    async read({ tensor }) {
      if (signal?.aborted) throw new LensError("cancelled");
      const data = await tensor.read();
      loaded += tensor.bytes;
      onProgress?.({ loaded, total });
      return data;
    },
    buffer(name) {
      const tensor = tensors.get(name);
      if (!tensor) throw new RangeError(`no buffer was made for ${name}`);
      return tensor.data;
    },
    norm: (open) => void norms.push(open),
    gamma: (site, value) => void gammas.set(site, value),
    assume(code, details) {
      // Said once, however many layers it holds for.
      if (!assumed.some((before) => before.code === code)) assumed.push({ code, details });
    },
    shared() {
      shared ??= sharedOf(plan, classes ?? [], context);
      return shared;
    },
  };
  return context;
}

/** The shared embedding of the kept classes, [classes, E]. */
async function sharedOf(plan: Plan, kept: readonly number[], context: PlanContext): Promise<Float32Array> {
  const { shared } = plan.draft;
  const { family } = plan;
  if (!shared || !family.shared) throw new RangeError("there is no shared embedding");
  const data = await normalised(shared.located, "dense", family.layout, context);
  const { classes, size } = shared;
  const table = family.shared.as === "table" ? data : permuted(data, [size, classes], [1, 0]);
  const rows = new Float32Array(kept.length * size);
  kept.forEach((label, row) => {
    rows.set(table.subarray(label * size, (label + 1) * size), row * size);
  });
  return rows;
}

/** What the family says and the file does not. */
function assumptionsOf(
  plan: Plan,
  others: readonly Plan[],
  classes: readonly number[] | undefined,
  { truncation }: ImportOptions,
): Assumption[] {
  const { draft, family, view } = plan;
  const said: Assumption[] = [];
  const say = (code: AssumptionCode, details: Assumption["details"] = {}) =>
    said.push({ code, details: { family: family.id, ...details } });
  const left = others.find((other) => other.view.prefix !== view.prefix);
  if (left) say("averaged", { kept: prefixText(view.prefix), left: prefixText(left.view.prefix) });
  if (draft.steps > 0) say("power-step", { count: draft.steps });
  for (const epsilon of draft.epsilons) say("epsilon", { epsilon });
  for (const { site, cells } of draft.placed) say("place", { site, cells });
  if (draft.withoutStatistics > 0) say("no-statistics", { count: draft.withoutStatistics });
  if (classes && plan.classes !== undefined && classes.length < plan.classes) {
    say("classes-cut", { kept: classes.length, count: plan.classes });
  }
  for (const note of family.notes ?? []) {
    const stale = note !== "stale-weight" || [...draft.passive.values()].includes("copy");
    if (stale) say(note, note === "truncation" && truncation !== undefined ? { truncation } : {});
  }
  return said;
}

/** Names given with the file, else those of the data set that the code base is trained on; says where they are from. */
async function namesOf(
  { family, classes: count = 0, image }: Plan,
  given: ClassNames | undefined,
  assumed: Assumption[],
): Promise<ReadonlyMap<number, ClassName> | undefined> {
  const say = (code: AssumptionCode, details: Assumption["details"]) =>
    assumed.push({ code, details: { family: family.id, count, ...details } });
  if (given && fits(given, count)) {
    say("class-names", {});
    return new Map([...given].map(([label, en]) => [label, { en }]));
  }
  if (given) {
    say("class-names-misfit", { given: given.size });
    return undefined;
  }
  const dataSet = dataSetOf(family.trainedOn, count, image.size);
  // Where the list cannot be loaded, numbers do.
  const names = await dataSet?.names().catch(() => undefined);
  if (!dataSet || !names) return undefined;
  say("class-names-usual", { dataSet: dataSet.name });
  return new Map(names.entries());
}

/** A list that belongs to the file names each of its classes. */
function fits(names: ClassNames, classes: number): boolean {
  return names.size === classes && [...names.keys()].every((label) => label < classes);
}

function prefixText(prefix: string): string {
  return prefix.replace(/\.$/, "") || "the file itself";
}

function reportOf(
  { name, format, unread = [] }: Checkpoint,
  all: readonly FlatTensor[],
  { draft, family, view, classes }: Plan,
  others: readonly Plan[],
  { gammas, assumed }: Pick<Made, "gammas" | "assumed">,
): ImportReport {
  const [first] = draft.used.keys();
  const dictionaries = first.key.slice(0, first.depth).split(".").filter(Boolean);
  const stripped = view.prefix.slice(first.depth).replace(/\.$/, "");
  const modules = new Set([...draft.used.keys()].flatMap(({ name: own }) => wrappersIn(own)));
  const ofOthers = new Set(others.flatMap(({ draft: other }) => [...other.used.keys()]));
  const reason = (tensor: FlatTensor): UnusedTensor["reason"] => {
    const passive = draft.passive.get(tensor);
    if (passive) return passive;
    if (ofOthers.has(tensor)) return "copy";
    const own = reasonOf(tensor);
    if (own === "unknown" && family.ignored?.some((pattern) => pattern.test(tensor.key)))
      return "bookkeeping";
    return own;
  };
  return {
    file: name,
    format,
    family: family.id,
    source: family.source,
    classes: classes ?? 0,
    wrappers: [...dictionaries, ...(stripped === "" ? [] : [stripped]), ...modules],
    used: [...draft.used].map(([tensor, as]) => ({ name: tensor.name, shape: tensor.tensor.shape, as })),
    unused: all
      .filter((tensor) => !draft.used.has(tensor))
      .map((tensor) => ({ name: tensor.name, shape: tensor.tensor.shape, reason: reason(tensor) })),
    unread,
    assumed,
    sites: draft.sites.map((site) => ({ ...site, gamma: gammas.get(site.name) ?? 0 })),
  };
}
