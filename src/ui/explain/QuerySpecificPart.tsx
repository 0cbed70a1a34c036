import { type DOMAttributes, memo, useLayoutEffect, useRef } from "react";
import type { Cell } from "../../attention/grid";
import { rowShares, totalVariation } from "../../attention/parts";
import { type AttentionSite, rowsSumToOne } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import { drawHeatMap } from "../../render/canvas";
import { formatFixed } from "../../render/format";
import { patch } from "../../state/engine/viewer";
import { setProbe } from "../../state/store/actions";
import { type Store, useStore } from "../../state/store/store";
import type { LensState } from "../../viewer/state/lens-state";
import { currentSite, summaryOf } from "../../viewer/views/derived";
import { shownParts } from "../../viewer/views/rows";
import { pointUnder } from "../stage/use-pointer";
import { useText } from "../text";
import { useRested } from "../use-rested";

/** Scores of one part that vary this many times as much as the other's dominate. */
const CLEARLY = 1.5;

/** How much of the row is this query's own, and how much every query shares. Waits for the pointer to rest. */
export function QuerySpecificPart() {
  const { site, summary, query, region, colours } = useRested(inputsOf);
  return site ? <Own {...{ site, summary, query, region, ...colours }} /> : null;
}

/** Pointing at one of the maps is pointing at the image. */
const POINTING = { onPointerMove: pointUnder, onPointerLeave: () => setProbe(undefined) };

let last: MapColours | undefined;

/** How a map is coloured; the same object while nothing of it changes. */
function coloursOf({ curve, colormap, smooth }: MapColours): MapColours {
  if (last?.curve !== curve || last.colormap !== colormap || last.smooth !== smooth) {
    last = { curve, colormap, smooth };
  }
  return last;
}

function inputsOf(state: Store) {
  const site = currentSite(state);
  const { lens } = state;
  const summary = site && summaryOf(site, state);
  return { site, summary, query: lens.query, region: lens.region, colours: coloursOf(lens) };
}

type MapColours = Pick<LensState, "curve" | "colormap" | "smooth">;

interface OwnProps extends MapColours {
  readonly site: AttentionSite;
  readonly summary: SiteSummary | undefined;
  readonly query: Cell;
  readonly region: readonly number[];
}

const Own = memo(({ site, summary, query, region, ...colours }: OwnProps) => {
  const { own, parts } = useText();
  const chosen = useStore(({ lens }) => lens.part);
  const isRow = useStore(({ lens }) => lens.map === "row");
  const { rows, spreads, count } = shownParts(site, { query, region });
  // The parts sum to 1; beside them so does the row.
  const row = rowShares(site, rows.beta);
  const largest = [row, rows.pairwise, rows.unary].map((values) =>
    values.reduce((a, b) => Math.max(a, b), 0),
  );
  const top = Math.max(...largest);
  const { pairwise: ownSpread, unary: sharedSpread } = spreads;
  const words = count > 0 ? own.ofRegion : own;
  const of = (name: string, values: Float32Array, part?: LensState["part"]) => ({ name, values, part });
  const maps = [
    of(rowsSumToOne(site) ? own.row : own.rowShares, row, "beta"),
    ...(summary ? [of(own.meanRow, summary.meanRow)] : []),
    of(own.pairwise, rows.pairwise, "pairwise"),
    of(own.unary, rows.unary, "unary"),
  ];
  return (
    <div className="panel" data-testid="own">
      <h2>{words.heading}</h2>
      {count > 0 && <p className="quiet">{own.ofRegion.means(count)}</p>}
      <div className="own-maps">
        {maps.map(({ name, values, part }) => (
          <figure key={name}>
            {part && isRow && count === 0 ? (
              <button
                type="button"
                className="own-map"
                data-testid={`part-${part}`}
                aria-pressed={part === chosen}
                aria-label={parts.show(parts.choices[part].label)}
                title={parts.choices[part].help}
                onClick={() => patch({ part })}
              >
                <SmallMap {...{ site, values, top, colours }} pointer={POINTING} />
              </button>
            ) : (
              <SmallMap {...{ site, values, top, colours }} pointer={POINTING} />
            )}
            <figcaption className="quiet">{name}</figcaption>
          </figure>
        ))}
      </div>
      <p className="quiet figures">{own.scale(top.toPrecision(3))}</p>
      <p data-testid="own-sentence">
        {ownSpread > CLEARLY * sharedSpread
          ? words.pairwiseWins
          : sharedSpread > CLEARLY * ownSpread
            ? words.unaryWins
            : words.even}
      </p>
      <p className="quiet figures">
        {own.spreads(formatFixed(ownSpread), formatFixed(sharedSpread))}
        {summary && ` ${own.dependence(formatFixed(totalVariation(row, summary.meanRow)))}`}
      </p>
    </div>
  );
});

interface SmallMapProps {
  readonly site: AttentionSite;
  readonly values: Float32Array;
  readonly top: number;
  readonly colours: MapColours;
  /** What a pointer over it does. */
  readonly pointer?: Pick<DOMAttributes<Element>, "onPointerMove" | "onPointerLeave">;
}

/** A map of weights over keys, small. */
export function SmallMap({ site, values, top, colours, pointer }: SmallMapProps) {
  const { curve, colormap, smooth } = colours;
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!canvas.current) return;
    drawHeatMap(
      canvas.current,
      site.keyGrid,
      values,
      { top, curve },
      { kind: "colours", colormap, opacity: 1 },
    );
  }, [site, values, top, curve, colormap]);
  return (
    <span className="small-map-frame" {...pointer}>
      <canvas ref={canvas} className="stage-map small-map" data-smooth={smooth} />
    </span>
  );
}
