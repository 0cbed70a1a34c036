/** The figure of what is on show. */
import { queryFigure } from "../../export/query-figure";
import type { Text } from "../../locales/en";
import { figureWords } from "../../locales/figure-words";
import { overlayStyle } from "../../render/heat-map";
import { currentSite, isIntervening, shownPicture } from "../../state/derived";
import { currentLink } from "../../state/link";
import { cellInside, rowAt } from "../../state/rows";
import type { Store } from "../../state/store";

/** Whether maps lie over the picture or on their own ground. */
export const FIGURE_GROUNDS = ["over", "plain"] as const;
export type FigureGround = (typeof FIGURE_GROUNDS)[number];

/** The queries of a figure: the pins, or the query on show where there are none. */
function queriesOf({ lens }: Pick<Store, "lens">) {
  return lens.pins.length > 0 ? lens.pins : [lens.query];
}

/** Laid out with words in the language on show; `undefined` without a picture. */
export function figureOf(state: Store, text: Text, ground: FigureGround) {
  const picture = shownPicture(state);
  const site = currentSite(state);
  if (!picture || !site) return undefined;
  const { lens } = state;
  const maps = queriesOf(state).map((cell) => {
    const query = cellInside(site, cell);
    return { query, view: rowAt(site, query, lens.part) };
  });
  const link = currentLink(state);
  return queryFigure({
    picture: { width: picture.size, height: picture.size, pixels: picture.pixels },
    site,
    maps: maps.map(({ query, view }) => ({ query, values: view.row })),
    scale: lens.scale === "absolute" ? "absolute" : "shown",
    curve: lens.curve,
    colormap: lens.colormap,
    ...(ground === "over" && lens.overlay !== "none" && { over: overlayStyle(lens) }),
    origin: {
      ...picture.recipe,
      changed: isIntervening(state) && picture.interventions !== state.picture?.interventions,
    },
    words: figureWords(text, lens.part, lens.curve),
    address: link,
    link,
  });
}

/** What files are called: `cats64-seed73-q8.15`. */
export function fileStem(state: Store): string {
  const recipe = shownPicture(state)?.recipe ?? state.lens;
  const queries = queriesOf(state).map(({ x, y }) => `${x}.${y}`);
  return `${recipe.model}-seed${recipe.seed}-q${queries.join("-")}`;
}
