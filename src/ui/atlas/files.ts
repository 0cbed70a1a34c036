/** Files of what the page shows: those of the command line, and figures. */
import type { AtlasProvenance } from "../../atlas/provenance";
import { cellCount } from "../../attention/grid";
import { atlasFigure } from "../../export/atlas-figure";
import { atlasArrays, atlasCsv, provenanceTexts } from "../../export/atlas-files";
import type { Figure } from "../../export/figure";
import { pngTextOf } from "../../export/query-figure";
import type { AtlasText } from "../../locales/en/atlas/atlas";
import { LensError } from "../../model/errors";
import { formatWeight } from "../../render/format";
import { currentWorker } from "../../state/atlas/atlas";
import { atlasLink } from "../../state/atlas/atlas-address";
import { type AtlasState, useAtlas } from "../../state/atlas/atlas-store";
import { figureCanvas } from "../export/figure-canvas";
import { saveFile } from "../save-file";
import { seedsText, settingsOf } from "./settings-text";
import { meanImage, placeOf, rowMaps, shownMap } from "./shown";

/** Pixels of a PNG for each unit of the figure. */
const PNG_SCALE = 2;

export type AtlasFigureKind = "row" | "map";

/** Of the seeds that the figures on show are of, which may still be fewer than asked for. */
function provenanceOf({ choice, figures, file, manifest }: AtlasState): AtlasProvenance | undefined {
  if (file) return file.provenance;
  if (!figures || !manifest) return undefined;
  const { seeds } = figures;
  return {
    model: manifest.id,
    weights: manifest.generator.weights.sha256,
    step: null,
    site: figures.site,
    seeds: `${seeds[0]}-${seeds[seeds.length - 1]}`,
    seedCount: seeds.length,
    psi: choice.psi,
    classes: manifest.classes ? (choice.classes ?? "in turn") : null,
    gamma: 1,
    temperature: 1,
  };
}

const stemOf = ({ model, seeds, psi }: AtlasProvenance) => `atlas-${model}-seeds${seeds}-psi${psi}`;

/** The maps over queries as a table. */
export function saveCsv(): void {
  const state = useAtlas.getState();
  const provenance = provenanceOf(state);
  if (!state.figures || !provenance) return;
  saveFile(new Blob([atlasCsv(state.figures)], { type: "text/csv" }), `${stemOf(provenance)}.csv`);
}

/**
 * Everything, with the matrices from the worker.
 * @throws LensError where the worker is lost
 */
export async function saveNpz(): Promise<void> {
  const state = useAtlas.getState();
  const { figures } = state;
  const provenance = provenanceOf(state);
  const matrices = await currentWorker()?.call("matrices", undefined);
  if (!figures || !provenance || !matrices) throw new LensError("worker-lost", { reason: "no sums" });
  const { size } = meanImage(figures);
  const channels = figures.image.length / size ** 2;
  const { npzStream } = await import("../../export/npz");
  const arrays = atlasArrays({ ...figures, ...matrices }, [size, size, channels]);
  const bytes = await new Response(npzStream(arrays, provenanceTexts(provenance))).blob();
  saveFile(new Blob([bytes], { type: "application/octet-stream" }), `${stemOf(provenance)}.npz`);
}

/** The figure of the row or of the map on show; `undefined` before there is one. */
export function figureNow(kind: AtlasFigureKind, text: AtlasText): Figure | undefined {
  const state = useAtlas.getState();
  const { figures, row, map } = state;
  const from = provenanceOf(state);
  if (!figures || !row || !from) return undefined;
  const { size, pixels } = meanImage(figures);
  const words = text.takeAway;
  const seeds = seedsText(figures.seeds, text);
  const facts = { site: figures.site, seeds };
  const base = {
    image: { width: size, height: size, pixels },
    queryGrid: figures.queryGrid,
    link: atlasLink(),
  };
  const ofWords = (axis: string, caption: string) => ({
    ...{ axis, caption, image: text.views.image, uniform: text.views.uniform },
    provenance: settingsOf(from, figures.seeds, text),
  });
  if (kind === "map") {
    const { label, axis, help } = text.maps[map];
    const { grid, values, scale } = shownMap(figures, map);
    const caption = words.mapCaption({ ...facts, map: label, help, top: formatWeight(scale.top) });
    const tiles = [{ label, queries: [], grid, values }];
    return atlasFigure({ ...base, tiles, scale, words: ofWords(axis, caption) });
  }
  const { mean, deviation, scale } = rowMaps(figures, row);
  const query = placeOf(figures, row.query);
  const caption = words.rowCaption({ ...facts, ...query, top: formatWeight(scale.top) });
  const tiles = [
    { label: text.views.row, queries: [query], grid: mean.grid, values: mean.values },
    { label: text.views.deviation, queries: [], grid: deviation.grid, values: deviation.values },
  ];
  const uniform = 1 / cellCount(figures.keyGrid);
  return atlasFigure({ ...base, tiles, scale, uniform, words: ofWords(text.views.weight, caption) });
}

/** The figure as a file. */
export async function saveFigure(
  kind: AtlasFigureKind,
  format: "svg" | "png",
  text: AtlasText,
): Promise<void> {
  const state = useAtlas.getState();
  const figure = figureNow(kind, text);
  const from = provenanceOf(state);
  if (!figure || !from || !state.figures || !state.row) return;
  const { x, y } = placeOf(state.figures, state.row.query);
  const name = `${stemOf(from)}-${kind === "map" ? state.map : `q${x}.${y}`}.${format}`;
  if (format === "svg") {
    const { figureSvg } = await import("../../export/figure-svg");
    saveFile(new Blob([figureSvg(figure)], { type: "image/svg+xml" }), name);
    return;
  }
  const { encodePng } = await import("../../export/png");
  const { canvas, painter } = figureCanvas(figure, PNG_SCALE);
  const { width, height, data } = painter.getImageData(0, 0, canvas.width, canvas.height);
  const png = encodePng({ width, height, pixels: data }, pngTextOf(figure));
  saveFile(new Blob([png], { type: "image/png" }), name);
}
