/** Options against the model they are for: what the engine is asked, and the state of a lens that shows the same. */
import { type Cell, queryAt } from "../attention/grid";
import { NO_INTERVENTION } from "../attention/intervention";
import type { AttentionSite } from "../attention/site";
import type { Manifest } from "../model/formats/manifest";
import type { GenerateRequest } from "../runtime/api/types";
import { defaultLensState, type LensState } from "../viewer/state/lens-state";
import { requestFor } from "../viewer/views/request";
import { CliError } from "./errors";
import type { FigureOptions } from "./options";

/** @throws CliError where the model lacks a class or a snapshot that is asked for */
export function checkModel(
  { classes, step }: Pick<FigureOptions, "classes" | "step">,
  manifest: Manifest,
): void {
  const asked = Object.keys(classes);
  const known = manifest.classes?.map(({ id }) => id);
  const model = manifest.id;
  if (!known && asked.length > 0) throw new CliError("no-classes", { model });
  const foreign = asked.find((name) => !known?.includes(name));
  if (known && foreign !== undefined) {
    throw new CliError("class-unknown", { model, given: foreign, classes: known.join(", ") });
  }
  const steps = manifest.snapshots.map((snapshot) => snapshot.step);
  if (step !== null && !steps.includes(step)) {
    throw new CliError("step-unknown", { model, given: step, steps: steps.join(", ") || "none" });
  }
}

/** Names of a generator's attention sites. */
export function siteNames({ generator }: Manifest): string[] {
  return generator.layers.flatMap((layer) => (layer.type === "attention" ? [`g.${layer.name}`] : []));
}

/** The site that is asked about. @throws CliError `site-unknown`, `query-outside` */
export function checkSite(
  { site: wanted, queries }: FigureOptions,
  sites: readonly AttentionSite[],
  model: string,
): AttentionSite {
  const site = wanted === undefined ? sites[0] : sites.find(({ name }) => name === wanted);
  if (!site) {
    const names = sites.map(({ name }) => name).join(", ") || "none";
    throw new CliError("site-unknown", { model, given: wanted ?? "", sites: names });
  }
  for (const query of queries) checkQuery(site, query);
  return site;
}

function checkQuery({ name, queryGrid }: AttentionSite, cell: Cell): void {
  try {
    queryAt(queryGrid, cell);
  } catch {
    const { width, height } = queryGrid;
    const given = `${cell.x},${cell.y}`;
    const ends = { right: width - 1, bottom: height - 1 };
    throw new CliError("query-outside", { given, site: name, width, height, ...ends });
  }
}

/** The state of a lens that shows a figure of these options. @param site name of the site that is asked about */
export function stateFor(options: FigureOptions, model: string, seed: number, site: string): LensState {
  const { queries, gamma, temperature, ground, colormap, scaleMode } = options;
  const [query = defaultLensState.query] = queries;
  const changed = gamma !== 1 || temperature !== 1;
  const change = { ...NO_INTERVENTION, maskedKeys: [], maskedQueries: [], gammaScale: gamma, temperature };
  return {
    ...defaultLensState,
    model,
    seed,
    psi: options.psi,
    ...(options.noise === "truncated" && { noise: options.noise }),
    classes: options.classes,
    snapshot: options.step,
    site: options.site ?? null,
    query,
    pins: queries.length > 1 ? [...queries] : [],
    interventions: changed ? { [site]: change } : {},
    ...(colormap && { colormap }),
    overlay: ground === "over" && colormap ? "colours" : defaultLensState.overlay,
    scale: scaleMode === "absolute" ? "absolute" : queries.length > 1 ? "pins" : "map",
  };
}

/** What the engine is asked for. */
export function requestOf(lens: LensState, manifest: Manifest): GenerateRequest {
  const state = { lens, latentSize: manifest.latent.size, manifest, directions: undefined };
  return requestFor(state, lens, lens.interventions);
}
