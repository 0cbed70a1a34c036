/** The figure of what is shown. */
import { cellOfQuery, type QueryIndex } from "../../attention/grid";
import type { Figure } from "../../export/figure";
import { layerFigure, queryFigure, regionFigure } from "../../export/query-figure";
import type { Text } from "../../locales/en/page";
import { figureWords } from "../../locales/figure-words";
import { overlayStyle } from "../../render/heat-map";
import { currentLink } from "../../state/navigation/link";
import type { Store } from "../../state/store/store";
import { currentSite, isIntervening, shownImage } from "../../viewer/views/derived";
import { currentMap } from "../../viewer/views/map-view";
import { cellInside, regionInside, rowAt, shownRow } from "../../viewer/views/rows";

/** Whether maps lie over the image or on their own ground. */
export const FIGURE_GROUNDS = ["over", "plain"] as const;
export type FigureGround = (typeof FIGURE_GROUNDS)[number];

/** The queries of a figure: the pins, or the current query where there are none. */
export function queriesOf({ lens }: Pick<Store, "lens">) {
  return lens.pins.length > 0 ? lens.pins : [lens.query];
}

/** What is on show, laid out with words in the current language; `undefined` without an image or while the map is computed. */
export function figureOf(state: Store, text: Text, ground: FigureGround): Figure | undefined {
  const image = shownImage(state);
  const site = currentSite(state);
  const view = currentMap(state);
  if (!image || !site || !view) return undefined;
  const { lens } = state;
  const link = currentLink(state);
  const base = {
    image: { width: image.size, height: image.size, pixels: image.pixels },
    site,
    curve: view.curve,
    colormap: lens.colormap,
    ...(ground === "over" && lens.overlay !== "none" && { over: overlayStyle(lens, image.pixels) }),
    words: figureWords(text, lens.part, view.curve, view.unit),
    // A person's own image is in no link.
    ...(state.userImage
      ? { origin: text.discriminate.userImage(lens.model) }
      : {
          origin: {
            ...image.recipe,
            changed: isIntervening(state) && image.interventions !== state.image?.interventions,
          },
          address: link,
          link,
        }),
  };
  const query = cellInside(site, lens.query);
  if (lens.map !== "row") {
    const { label, help } = text.maps[lens.map];
    const map = { label, help: help(query.x, query.y) };
    return layerFigure({ ...base, ...view, map, ...(lens.map === "column" && { query }) });
  }
  const rows = { ...base, scale: lens.scale === "absolute" ? "absolute" : "shown" } as const;
  const region = regionInside(site, lens.region);
  if (region.length > 0) {
    const cells = region.map((index) => cellOfQuery(site.queryGrid, index as QueryIndex));
    return regionFigure({ ...rows, region: cells, values: shownRow(site, lens).row });
  }
  const maps = queriesOf(state).map((cell) => {
    const pinned = cellInside(site, cell);
    return { query: pinned, values: rowAt(site, pinned, lens.part).row };
  });
  return queryFigure({ ...rows, maps });
}

/** What files are called: `cats64-seed4-q12.12`. */
export function fileStem(state: Store): string {
  const recipe = shownImage(state)?.recipe ?? state.lens;
  const of = state.userImage ? `own-picture-${recipe.model}` : `${recipe.model}-seed${recipe.seed}`;
  const site = currentSite(state)?.name ?? "";
  // The first layer of the generator goes without saying.
  const layer = site === (state.image?.sites[0]?.name ?? "") ? "" : `-${site}`;
  const queries = queriesOf(state).map(({ x, y }) => `${x}.${y}`);
  return `${of}${layer}-q${queries.join("-")}`;
}

/** What the figure's file is called: as `fileStem`, with the map where it is not that of a query. */
export function figureStem(state: Store): string {
  const { map, region } = state.lens;
  if (map !== "row") return `${fileStem(state)}-${map}`;
  return region.length > 0 ? `${fileStem(state)}-region` : fileStem(state);
}
