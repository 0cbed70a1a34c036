/** Makes a film of the walk, frame by frame at exact times. */
import { walkLength } from "../../latent/walk";
import { type FilmFormat, openFilm } from "../../record/film";
import { recordFrames } from "../../record/record-frames";
import { FilmCanvas, type FilmMap } from "../../render/film-frame";
import { overlayStyle } from "../../render/heat-map";
import { recipeAt, walkShape } from "../../state/collection/walk";
import { generation } from "../../state/engine/viewer";
import { type Store, useStore } from "../../state/store/store";
import type { LensImage } from "../../viewer/state/viewer-state";
import { activeInterventions } from "../../viewer/views/derived";
import { rowMap } from "../../viewer/views/map-view";
import { cellInside } from "../../viewer/views/rows";

/** GIF counts hundredths of a second: 25 is exact, 30 is not. */
export const FILM_RATE = { webm: 30, gif: 25 } as const satisfies Record<FilmFormat, number>;
/** Pixels; images are enlarged by whole numbers to this or a little more. */
const SIDE = 512;

export interface WalkFilm {
  readonly format: FilmFormat;
  readonly withMap: boolean;
}

/** How many frames the film of the walk has. */
export function frameCount({ lens }: Pick<Store, "lens">, format: FilmFormat): number {
  const { walk } = lens;
  const frames = Math.round(walkLength(walkShape(walk)) * walk.secondsPerFrame * FILM_RATE[format]);
  // A loop's last frame is the one before its first; a walk that ends shows where it ends.
  return walk.loop ? frames : frames + 1;
}

/**
 * The film of the walk as it is now; later changes of the page do not affect it.
 * @param onFrame called with how many frames are done
 * @returns the file
 * @throws LensError `cancelled` where `signal` or a change of the model ended it; what the encoder or the engine throws
 */
export async function recordWalk(
  { format, withMap }: WalkFilm,
  onFrame: (done: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const state = useStore.getState();
  const { walk } = state.lens;
  const imageSize = state.manifest?.image.size ?? SIDE;
  const side = imageSize * Math.max(1, Math.ceil(SIDE / imageSize));
  const canvas = new FilmCanvas(side);
  const draw = async (frame: number) => {
    const recipe = recipeAt(state, frame / FILM_RATE[format] / walk.secondsPerFrame);
    const image = await generation.preview(recipe, activeInterventions(state));
    // Another model is open.
    if (!image) return undefined;
    canvas.draw({ ...image, ...(withMap && { map: mapOf(image, state) }) });
    return canvas.canvas;
  };
  return recordFrames(
    () => openFilm(format, { width: side, height: side, framesPerSecond: FILM_RATE[format] }),
    { total: frameCount(state, format), draw },
    { signal, onFrame },
  );
}

/** The map of the query or region on show, on the scale and in the colours of the stage. */
function mapOf({ sites, pixels }: LensImage, { lens }: Store): FilmMap {
  const site = sites.find(({ name }) => name === lens.site) ?? sites[0];
  const { values, grid, top, curve } = rowMap(site, lens);
  return {
    values,
    grid,
    scale: { top, curve },
    style: overlayStyle(lens, pixels),
    ...(lens.region.length === 0 && { query: { cell: cellInside(site, lens.query), grid: site.queryGrid } }),
  };
}
