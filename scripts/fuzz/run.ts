/** Opens damaged files and judges how they fare. */
import type { CheckpointFormat, CheckpointValue, StoredTensor } from "../../src/importing/checkpoint";
import { openCheckpoint } from "../../src/importing/readers/open";
import { UNFORESEEN } from "../../src/importing/readers/reading";
import { memorySource } from "../../src/importing/readers/sources";
import { LensError } from "../../src/model/errors";
import { singleOf } from "../../src/model/formats/half";
import { countAllocations } from "./allocations";
import { caseOf, type Files } from "./formats";

// The table of half-precision numbers is made once, for all files.
singleOf(0);

/** Most times a file's size that opening it, or reading one of its tensors, may take. */
export const MOST_GROWTH = 4;

export interface FuzzLine {
  readonly format: CheckpointFormat;
  readonly seed: number;
  readonly files: number;
  readonly opened: number;
  /** How many were refused, by the code. */
  readonly refused: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** Bytes of all buffers made while a file was opened, or while one tensor was read, over the file's size; the largest. */
  readonly largestAllocationRatio: number;
  /** Refusals that have no name, or that no reader foresaw. */
  readonly unnamed: number;
  /** Numbers of the cases that failed, to be run again with `--case`. */
  readonly failures: readonly { readonly case: number; readonly why: string }[];
}

interface Outcome {
  readonly code: string | undefined;
  readonly ms: number;
  readonly ratio: number;
  readonly failure: string | undefined;
}

/** @param slowMs a file that takes longer has failed */
export async function fuzz(
  format: CheckpointFormat,
  cases: readonly number[],
  seed: number,
  slowMs: number,
): Promise<FuzzLine> {
  const refused = new Map<string, number>();
  const failures: { case: number; why: string }[] = [];
  let [opened, slowest, largest, unnamed] = [0, 0, 0, 0];
  for (const index of cases) {
    const first = await tryFiles(caseOf(format, seed, index));
    const { code, ratio, failure } = first;
    // What hangs does so again; what only met a busy machine does not.
    const ms = first.ms > slowMs ? (await tryFiles(caseOf(format, seed, index))).ms : first.ms;
    if (code === undefined) opened++;
    else refused.set(code, (refused.get(code) ?? 0) + 1);
    if (failure) unnamed++;
    const why = failure ?? (ms > slowMs ? `took ${Math.round(ms)} ms` : undefined);
    const grown = ratio > MOST_GROWTH ? `took ${ratio.toFixed(2)} times its size` : undefined;
    if (why || grown) failures.push({ case: index, why: why ?? grown ?? "" });
    slowest = Math.max(slowest, ms);
    largest = Math.max(largest, ratio);
  }
  return {
    format,
    seed,
    files: cases.length,
    opened,
    refused: Object.fromEntries([...refused].sort(([, a], [, b]) => b - a)),
    slowestMs: Math.round(slowest),
    largestAllocationRatio: Math.round(largest * 100) / 100,
    unnamed,
    failures,
  };
}

/** Opens files and reads every tensor of theirs. */
export async function tryFiles(files: Files): Promise<Outcome> {
  const sources = Object.entries(files).map(([name, bytes]) => memorySource(name, bytes));
  const size = Math.max(
    1,
    sources.reduce((sum, source) => sum + source.size, 0),
  );
  const counter = countAllocations();
  const began = performance.now();
  let most = 0;
  let code: string | undefined;
  let failure: string | undefined;
  const told = (thrown: unknown) => {
    code = thrown instanceof LensError ? thrown.code : "unnamed";
    if (!(thrown instanceof LensError)) failure = String(thrown);
    else if (String(thrown.details.problem).startsWith(UNFORESEEN)) failure = `${thrown.details.problem}`;
  };
  try {
    const { root } = await openCheckpoint(sources);
    most = counter.take();
    for (const tensor of tensorsIn(root)) {
      await tensor.read().catch(told);
      most = Math.max(most, counter.take());
    }
  } catch (thrown) {
    told(thrown);
    most = Math.max(most, counter.take());
  } finally {
    counter.end();
  }
  return { code, ms: performance.now() - began, ratio: most / size, failure };
}

function tensorsIn(root: CheckpointValue): Set<StoredTensor> {
  const found = new Set<StoredTensor>();
  const seen = new Set<CheckpointValue>();
  const waiting: CheckpointValue[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "tensor") found.add(value);
    else
      for (const child of value.kind === "dict" ? value.entries.values() : value.items) waiting.push(child);
  }
  return found;
}
