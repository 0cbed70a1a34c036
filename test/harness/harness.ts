/** The real engine, in its real worker, within reach of scripts and browser tests. */
import { cellCount, type QueryIndex } from "../../src/attention/grid";
import { attentionRow } from "../../src/attention/row";
import type { AttentionSite } from "../../src/attention/site";
import { asLensError, type PlainError } from "../../src/model/errors";
import { createEngine, type Engine } from "../../src/runtime/engine";
import type { Adapter, BackendName, MemoryReport, SelfCheck } from "../../src/runtime/types";

/** Generated numbers, as plain arrays that a browser driver can carry. */
export interface PlainGeneration {
  /** [size, size, channels] */
  readonly image: number[];
  readonly sites: readonly PlainSite[];
}

export interface PlainSite {
  readonly name: string;
  /** Rows of beta that were asked for, each [M]. */
  readonly rows: number[][];
  /** Largest |sum - 1| over all rows. */
  readonly rowSumError: number;
}

export type Opened =
  | { readonly backend: BackendName; readonly adapter: Adapter; readonly check: SelfCheck }
  | { readonly error: PlainError };

let engine: Engine | undefined;

function opened(): Engine {
  if (!engine) throw new Error("open a model first");
  return engine;
}

function plainSite(site: AttentionSite, queries: readonly number[]): PlainSite {
  let rowSumError = 0;
  const row = new Float32Array(cellCount(site.keyGrid));
  for (let j = 0; j < cellCount(site.queryGrid); j++) {
    const sum = attentionRow(site, j as QueryIndex, row).reduce((total, weight) => total + weight, 0);
    rowSumError = Math.max(rowSumError, Math.abs(sum - 1));
  }
  return {
    name: site.name,
    rows: queries.map((j) => Array.from(attentionRow(site, j as QueryIndex))),
    rowSumError,
  };
}

/** Random features for timing one row of a grid of `cells` queries and keys. */
function randomSite(cells: number, depth: number): AttentionSite {
  const side = Math.sqrt(cells);
  const features = () => Float32Array.from({ length: cells * depth }, () => Math.random() * 2 - 1);
  const grid = { width: side, height: side };
  const numbers = { depth, gamma: 1, share: 0, maxWeight: 1, temperature: 1, keyMask: undefined };
  return {
    name: "random",
    queryGrid: grid,
    keyGrid: grid,
    queries: features(),
    keys: features(),
    ...numbers,
  };
}

const harness = {
  /** Opens a model of the site on one backend; a fault comes back as data. */
  async open(model: string, backend: BackendName): Promise<Opened> {
    engine?.dispose();
    engine = undefined;
    try {
      engine = await createEngine({
        source: { folder: new URL(`models/${model}/`, document.baseURI) },
        backend,
      });
      return { backend: engine.backend, adapter: engine.adapter, check: engine.check };
    } catch (error) {
      const { code, details } = asLensError(error);
      return { error: { code, details } };
    }
  },

  async generate(z: number[], queries: readonly number[]): Promise<PlainGeneration> {
    const made = await opened().generate({ z: new Float32Array(z) });
    if (!made) throw new Error("a newer request took this one's place");
    return { image: Array.from(made.image), sites: made.sites.map((site) => plainSite(site, queries)) };
  },

  /** Asks for many pictures in one go; tells for each whether it was made. */
  async burst(latents: number[][]): Promise<boolean[]> {
    const made = await Promise.all(latents.map((z) => opened().generate({ z: new Float32Array(z) })));
    return made.map((generation) => generation !== undefined);
  },

  memory(): Promise<MemoryReport> {
    return opened().memory();
  },

  /** Milliseconds of single pictures, one after the other. */
  async timeGenerate(z: number[], runs: number): Promise<number[]> {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      await opened().generate({ z: new Float32Array(z) });
      times.push(performance.now() - start);
    }
    return times;
  },

  /** Microseconds of one row on a grid of `cells` cells, d = 8; each entry is the mean over a batch of calls. */
  timeRow(cells: number, batches: number): number[] {
    const site = randomSite(cells, 8);
    const out = new Float32Array(cells);
    const calls = Math.max(8, Math.round(1e6 / cells));
    const batch = () => {
      const start = performance.now();
      for (let call = 0; call < calls; call++) attentionRow(site, ((call * 37) % cells) as QueryIndex, out);
      return ((performance.now() - start) * 1000) / calls;
    };
    // Compiled before it is timed.
    for (let warm = 0; warm < 5; warm++) batch();
    return Array.from({ length: batches }, batch);
  },
};

export type Harness = typeof harness;

declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = harness;
