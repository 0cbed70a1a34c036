/** Makes a film of the walk, frame by frame at exact times. */
import { walkLength } from "../../latent/walk";
import { type FilmFormat, openFilm } from "../../record/film";
import { FilmCanvas, type FilmMap } from "../../render/film-frame";
import { overlayStyle } from "../../render/heat-map";
import { recipeAt, walkShape } from "../../state/collection/walk";
import { viewer } from "../../state/engine/viewer";
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
 * The film of the walk as it is now; later changes of the page do not reach it.
 * @param onFrame told how many frames are done
 * @returns the file; `undefined` where `signal` ended it or the generator went away
 * @throws LensError what the encoder or the engine throws
 */
export async function recordWalk(
  { format, withMap }: WalkFilm,
  onFrame: (done: number) => void,
  signal: AbortSignal,
): Promise<Blob | undefined> {
  const state = useStore.getState();
  const { walk } = state.lens;
  const total = frameCount(state, format);
  const imageSize = state.manifest?.image.size ?? SIDE;
  const side = imageSize * Math.max(1, Math.ceil(SIDE / imageSize));
  const canvas = new FilmCanvas(side);
  const film = await openFilm(format, { width: side, height: side, framesPerSecond: FILM_RATE[format] });
  try {
    for (let frame = 0; frame < total; frame++) {
      const recipe = recipeAt(state, frame / FILM_RATE[format] / walk.secondsPerFrame);
      const image = await viewer.images.preview(recipe, activeInterventions(state));
      if (!image || signal.aborted) {
        film.cancel();
        return undefined;
      }
      canvas.draw({ ...image, ...(withMap && { map: mapOf(image, state) }) });
      await film.add(canvas.canvas);
      onFrame(frame + 1);
    }
    return await film.finish();
  } catch (error) {
    film.cancel();
    throw error;
  }
}

/** The map of the query or region on show, on the scale and in the colours of the stage. */
function mapOf({ sites }: LensImage, { lens }: Store): FilmMap {
  const site = sites.find(({ name }) => name === lens.site) ?? sites[0];
  const { values, grid, top, curve } = rowMap(site, lens);
  return {
    values,
    grid,
    scale: { top, curve },
    style: overlayStyle(lens),
    ...(lens.region.length === 0 && { query: { cell: cellInside(site, lens.query), grid: site.queryGrid } }),
  };
}
