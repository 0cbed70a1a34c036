/** Attention by a backend's kernel of our own, beside TensorFlow.js's operations for the same. */

import {
  getBackend,
  getKernel,
  registerKernel,
  type Tensor2D,
  tensor2d,
  tidy,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { ATTEND } from "../../src/network/kernels/kernel-names";
import { type Features, readValues } from "../../src/network/tensors/read-values";
import type { BackendName } from "../../src/runtime/api/types";
import { startBackend } from "../../src/runtime/backends/start-backend";
import { wasmPaths } from "./wasm-paths";

/** [queries N, keys M, depth d, value channels c] */
export type AttentionExtent = readonly [n: number, m: number, d: number, c: number];

/** Both in one run. */
export interface AttentionPair {
  /** Largest difference of any number that was read, and of the largest weight. */
  readonly difference: number;
  /** Milliseconds, one of each in turns. */
  readonly own: number[];
  readonly theirs: number[];
}

/** A key in five is masked where masks are asked for. */
const MASKED = 5;

export const attending = {
  /** @param backend one that has the kernel */
  async attendTwice(
    backend: BackendName,
    [n, m, d, c]: AttentionExtent,
    { masked, runs }: { masked: boolean; runs: number },
  ): Promise<AttentionPair> {
    if (getBackend() !== backend) {
      await startBackend(backend, wasmPaths);
    }
    const own = getKernel(ATTEND, backend);
    if (!own) throw new Error(`${backend} has no such kernel`);
    // Scores of the same wide range whatever the depth, each row with its largest somewhere else.
    const numbers = (rows: number, columns: number, phase: number, most = 2) =>
      tensor2d(
        Float32Array.from(
          { length: rows * columns },
          (_, at) => most * Math.sin(at * 0.7 + phase + at * at * 1e-5),
        ),
        [rows, columns],
      );
    const features: Features = {
      queries: numbers(n, d, 0, 4 / Math.sqrt(d)),
      keys: numbers(m, d, 1),
      values: numbers(m, c, 2),
    };
    const mask = masked
      ? tensor2d(
          Float32Array.from({ length: m }, (_, i) => (i % MASKED === 0 ? -3e4 : 0)),
          [1, m],
        )
      : undefined;
    const once = async (): Promise<{ numbers: Float32Array; time: number }> => {
      const start = performance.now();
      const { read, maxWeight } = tidy(() => {
        const made = readValues(features, mask);
        return { read: made.read, maxWeight: made.maxWeight };
      });
      const [values, largest] = await Promise.all([read.data(), maxWeight.data()]);
      const time = performance.now() - start;
      read.dispose();
      maxWeight.dispose();
      return { numbers: Float32Array.from([...values, ...largest]), time };
    };
    const theirs = async () => {
      unregisterKernel(ATTEND, backend);
      try {
        return await once();
      } finally {
        registerKernel(own);
      }
    };
    const [first, second] = [await once(), await theirs()];
    const difference = first.numbers.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - second.numbers[at])),
      0,
    );
    const times: { own: number[]; theirs: number[] } = { own: [], theirs: [] };
    for (let run = 0; run < runs; run++) {
      times.own.push((await once()).time);
      times.theirs.push((await theirs()).time);
    }
    for (const tensor of [...Object.values(features), mask]) (tensor as Tensor2D | undefined)?.dispose();
    return { difference, ...times };
  },
};
