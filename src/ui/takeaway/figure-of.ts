/** The figure of what is on show. */
import { cellCount } from "../../attention/grid";
import { type FigureInput, type FigureMap, layoutFigure } from "../../export/figure";
import type { Text } from "../../locales/en";
import { formatCount, formatWeight } from "../../render/format";
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
  const largest = Math.max(...maps.map(({ view }) => view.summary.maxWeight));
  const absolute = lens.scale === "absolute";
  const top = absolute ? Math.max(site.maxWeight, largest) : largest;
  const link = currentLink(state);
  const { recipe } = picture;
  const input: FigureInput = {
    picture: { width: picture.size, height: picture.size, pixels: picture.pixels },
    queryGrid: site.queryGrid,
    keyGrid: site.keyGrid,
    maps: maps.map(({ query, view }): FigureMap => ({ query, values: view.row })),
    scale: { top, curve: lens.curve },
    colormap: lens.colormap,
    ...(ground === "over" && lens.overlay !== "none" && { over: overlayStyle(lens) }),
    uniform: 1 / cellCount(site.keyGrid),
    text: {
      picture: text.figure.picture,
      query: ({ x, y }) => text.figure.query(x, y),
      axis: text.map.units.weight,
      uniform: text.map.uniform.weight,
      caption: text.figure.caption({
        site: site.name,
        queries: `${site.queryGrid.width} × ${site.queryGrid.height}`,
        keys: formatCount(cellCount(site.keyGrid)),
        part: text.parts.choices[lens.part].label,
        top: formatWeight(top),
        scale: absolute ? text.figure.scaleOfAll : text.figure.scaleOfThese,
        curve: text.map.curves[lens.curve].label,
      }),
      provenance: [
        `SAGAN Lens, ${recipe.model}`,
        `${text.picture.seed} ${recipe.seed}`,
        `ψ ${recipe.psi}`,
        ...Object.entries(recipe.classes).map(([name, weight]) => `${name} ${weight}`),
        ...(recipe.snapshot === null ? [] : [text.figure.step(recipe.snapshot)]),
        ...(isIntervening(state) && picture.interventions !== state.picture?.interventions
          ? [text.figure.changed]
          : []),
        link,
      ].join(", "),
    },
    link,
  };
  return layoutFigure(input);
}

/** What files are called: `cats64-seed73-q8.15`. */
export function fileStem(state: Store): string {
  const recipe = shownPicture(state)?.recipe ?? state.lens;
  const queries = queriesOf(state).map(({ x, y }) => `${x}.${y}`);
  return `${recipe.model}-seed${recipe.seed}-q${queries.join("-")}`;
}
