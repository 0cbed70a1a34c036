/** The real engine, in its real worker, within reach of scripts and browser tests. */
import { attentionColumn } from "../../src/attention/column";
import { cellCount, type KeyIndex, type QueryIndex } from "../../src/attention/grid";
import { NO_INTERVENTION, type SiteIntervention } from "../../src/attention/intervention";
import { meanQuery, partRow, type RowPart } from "../../src/attention/parts";
import { attentionRow } from "../../src/attention/row";
import type { AttentionSite } from "../../src/attention/site";
import { asLensError, type PlainError } from "../../src/model/errors";
import { createEngine, type Engine } from "../../src/runtime/api/engine";
import type {
  Adapter,
  BackendName,
  GenerateRequest,
  MemoryReport,
  SelfCheck,
} from "../../src/runtime/api/types";
import { createSummarizer } from "../../src/runtime/jobs/summarizer";
import { attending } from "./attending";
import { compare, type TimedPicture } from "./compare";
import { films } from "./films";
import { growth } from "./growth";
import { learning } from "./learning";

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

/** A judgement of an image, as plain arrays. */
export interface PlainJudgement {
  readonly score: number;
  /** Rows of beta that were asked for, each [M], of the one site. */
  readonly rows: number[][];
  readonly maxWeight: number;
  readonly share: number;
  /** [size, size, channels] */
  readonly gradient: number[];
}

/** Views of a site's whole matrix, flattened: numbers for each query or key, and the columns and rows asked for. */
export type PlainViews = { readonly name: string } & Readonly<
  Record<
    | "received"
    | "entropy"
    | "largest"
    | "distance"
    | "neighbourhood"
    | "dependence"
    | "columns"
    | "pairwise"
    | "unary",
    number[]
  >
>;

export type Opened =
  | { readonly backend: BackendName; readonly adapter: Adapter; readonly check: SelfCheck }
  | { readonly error: PlainError };

let engine: Engine | undefined;
const lastingSummarizer = createSummarizer();

/** A request for a latent and, for a model with classes, one of them by number. */
function requestOf(z: number[], label?: number): GenerateRequest {
  return { z: new Float32Array(z), ...classOf(label) };
}

function classOf(label?: number): Pick<GenerateRequest, "classWeights"> {
  const count = opened().manifest.classes?.length;
  return count
    ? { classWeights: Float32Array.from({ length: count }, (_, at) => (at === label ? 1 : 0)) }
    : {};
}

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

async function timed(runs: number, request: (run: number) => GenerateRequest): Promise<number[]> {
  await opened().generate(request(runs));
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await opened().generate(request(run));
    times.push(performance.now() - start);
  }
  return times;
}

const harness = {
  ...attending,
  ...compare,
  ...films,
  ...growth,
  ...learning,

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

  async generate(z: number[], queries: readonly number[], label?: number): Promise<PlainGeneration> {
    const made = await opened().generate(requestOf(z, label));
    if (!made) throw new Error("a newer request took this one's place");
    return { image: Array.from(made.image), sites: made.sites.map((site) => plainSite(site, queries)) };
  },

  /** What the discriminator says of an image, [size, size, channels] from -1 to 1, with the gradient. */
  async discriminate(image: number[], queries: readonly number[], label?: number): Promise<PlainJudgement> {
    const numbers = new Float32Array(image);
    const judged = await opened().discriminate({ image: numbers, ...classOf(label), withGradient: true });
    if (!judged) throw new Error("a newer request took this one's place");
    const { score, sites, gradient } = judged;
    const [site] = sites;
    return {
      score,
      rows: queries.map((j) => Array.from(attentionRow(site, j as QueryIndex))),
      maxWeight: site.maxWeight,
      share: site.share,
      gradient: Array.from(gradient ?? []),
    };
  },

  /** Judges an image of noise `times` times; every other time without the gradient. */
  async judgeAgain(times: number): Promise<void> {
    const { size, channels } = opened().manifest.image;
    for (let at = 0; at < times; at++) {
      const image = Float32Array.from({ length: size * size * channels }, (_, i) => Math.sin(i * (at + 1)));
      await opened().discriminate({ image, ...classOf(0), withGradient: at % 2 === 0 });
    }
  },

  /** The image with a change in every site. */
  async intervened(z: number[], change: Partial<SiteIntervention>, label?: number): Promise<number[]> {
    const request = requestOf(z, label);
    const plain = await opened().generate(request);
    const interventions = Object.fromEntries(
      (plain?.sites ?? []).map(({ name }) => [name, { ...NO_INTERVENTION, ...change }]),
    );
    const made = await opened().generate({ ...request, interventions });
    if (!made) throw new Error("a newer request took this one's place");
    return Array.from(made.image);
  },

  /** The image with a change in one site. */
  async intervenedAt(
    z: number[],
    site: string,
    change: Partial<SiteIntervention>,
    label?: number,
  ): Promise<number[]> {
    const interventions = { [site]: { ...NO_INTERVENTION, ...change } };
    const made = await opened().generate({ ...requestOf(z, label), interventions });
    if (!made) throw new Error("a newer request took this one's place");
    return Array.from(made.image);
  },

  /** The views of each site's whole matrix, from the features that the backend made. */
  async views(z: number[], keys: number[], rows: number[], label?: number): Promise<PlainViews[]> {
    const made = await opened().generate(requestOf(z, label));
    const summarizer = createSummarizer();
    const views: PlainViews[] = [];
    for (const site of made?.sites ?? []) {
      const summary = await summarizer.summarize(site, () => undefined);
      if (!summary) throw new Error("a newer request took this one's place");
      const mean = meanQuery(site);
      const part = (query: number, which: RowPart) =>
        Array.from(partRow(site, mean, query as QueryIndex, which));
      views.push({
        name: site.name,
        received: Array.from(summary.received),
        entropy: Array.from(summary.entropy),
        largest: Array.from(summary.largest),
        distance: Array.from(summary.distance),
        neighbourhood: Array.from(summary.neighbourhood),
        dependence: Array.from(summary.dependence),
        columns: keys.flatMap((key) =>
          Array.from(attentionColumn(site, summary.logNormalisers, key as KeyIndex)),
        ),
        pairwise: rows.flatMap((query) => part(query, "pairwise")),
        unary: part(0, "unary"),
      });
    }
    summarizer.dispose();
    return views;
  },

  /** Asks for many images in one go; tells for each whether it was made. */
  async burst(latents: number[][]): Promise<boolean[]> {
    const made = await Promise.all(latents.map((z) => opened().generate({ z: new Float32Array(z) })));
    return made.map((generation) => generation !== undefined);
  },

  /** Goes through the model's snapshots `switches` times and ends with the finished generator. */
  async switchSnapshots(z: number[], switches: number): Promise<void> {
    const { snapshots } = opened().manifest;
    for (let at = 0; at < switches; at++) {
      const { step } = snapshots[at % snapshots.length];
      await opened().generate({ ...requestOf(z, 0), snapshot: step });
    }
    await opened().generate(requestOf(z, 0));
  },

  /** Moves one latent entry `moves` times without waiting, as a hand on a slider does; tells how many images were made. */
  async slide(z: number[], moves: number): Promise<number> {
    const answers: Promise<unknown>[] = [];
    for (let move = 0; move < moves; move++) {
      const latent = [...z];
      latent[3] = Math.sin(move / 50) * 3;
      answers.push(opened().generate(requestOf(latent, 0)));
      await new Promise((resolve) => setTimeout(resolve));
    }
    return (await Promise.all(answers)).filter((made) => made !== undefined).length;
  },

  memory(): Promise<MemoryReport> {
    return opened().memory();
  },

  /** Milliseconds of single images, one after the other, each of another latent: nothing can be taken from the last one. */
  timeGenerate(z: number[], runs: number): Promise<number[]> {
    return timed(runs, (run) => ({ z: Float32Array.from(z, (value) => value * (1 - run / 1000)) }));
  },

  /** One image, from the request to the answer from the worker. */
  async timePicture(z: number[]): Promise<TimedPicture> {
    const request = requestOf(z);
    const start = performance.now();
    const made = await opened().generate(request);
    const ms = performance.now() - start;
    if (!made) throw new Error("a newer request took this one's place");
    return { ms, image: Array.from(made.image) };
  },

  /** Milliseconds of single steps of gamma, of temperature or of a mask, at one latent. */
  timeIntervene(
    z: number[],
    runs: number,
    site: string,
    kind: "gamma" | "temperature" | "mask",
  ): Promise<number[]> {
    const latent = new Float32Array(z);
    return timed(runs, (run) => {
      const change = {
        gamma: { gammaScale: run / runs },
        temperature: { temperature: 1 + run / runs },
        mask: { maskedKeys: [run] },
      }[kind];
      return { z: latent, interventions: { [site]: { ...NO_INTERVENTION, ...change } } };
    });
  },

  /** Milliseconds of one summary of a grid of `cells` cells, d = 8, in its worker. */
  async timeSummary(cells: number): Promise<number> {
    const site = randomSite(cells, 8);
    const summarizer = createSummarizer();
    // The worker is up and its code compiled.
    await summarizer.summarize(randomSite(256, 8), () => undefined);
    const start = performance.now();
    await summarizer.summarize(site, () => undefined);
    const took = performance.now() - start;
    summarizer.dispose();
    return took;
  },

  /** Stops a summary after its first report; tells what was reported, whether it gave a result, and whether the next did. */
  async stopSummary(cells: number): Promise<{ shares: number[]; stopped: boolean; next: boolean }> {
    const summarizer = createSummarizer();
    const shares: number[] = [];
    const result = await summarizer.summarize(randomSite(cells, 8), (share) => {
      shares.push(share);
      summarizer.cancel();
    });
    const next = await summarizer.summarize(randomSite(256, 8), () => undefined);
    summarizer.dispose();
    return { shares, stopped: result === undefined, next: next !== undefined };
  },

  /** How a summary of a grid of `cells` cells ends, by a summarizer that stays: `done`, or the code of its fault. */
  async summaryOutcome(cells: number): Promise<string> {
    try {
      return (await lastingSummarizer.summarize(randomSite(cells, 8), () => undefined)) ? "done" : "stopped";
    } catch (error) {
      return asLensError(error).code;
    }
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
