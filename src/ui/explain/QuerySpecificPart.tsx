import { memo, useLayoutEffect, useRef } from "react";
import { type Cell, queryAt } from "../../attention/grid";
import { rowShares, scoreSpread, totalVariation } from "../../attention/parts";
import { type AttentionSite, rowsSumToOne } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import { drawHeatMap } from "../../render/canvas";
import { formatFixed } from "../../render/format";
import type { Store } from "../../state/store/store";
import type { LensState } from "../../viewer/state/lens-state";
import { currentSite, summaryOf } from "../../viewer/views/derived";
import { cellInside, meanQueryOf, rowAt } from "../../viewer/views/rows";
import { useText } from "../text";
import { useRested } from "../use-rested";

/** Scores of one part that vary this many times as much as the other's dominate. */
const CLEARLY = 1.5;

/** How much of the row is this query's own, and how much every query shares. Waits for the pointer to rest. */
export function QuerySpecificPart() {
  const { site, summary, query, colours } = useRested(inputsOf);
  return site ? <Own {...{ site, summary, query, ...colours }} /> : null;
}

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
  return { site, summary, query: lens.query, colours: coloursOf(lens) };
}

type MapColours = Pick<LensState, "curve" | "colormap" | "smooth">;

interface OwnProps extends MapColours {
  readonly site: AttentionSite;
  readonly summary: SiteSummary | undefined;
  readonly query: Cell;
}

const Own = memo(({ site, summary, query: cell, ...colours }: OwnProps) => {
  const { own } = useText();
  // The parts sum to 1; beside them so does the row.
  const row = rowShares(site, rowAt(site, cell).row);
  const pairwise = rowAt(site, cell, "pairwise");
  const unary = rowAt(site, cell, "unary");
  const largest = row.reduce((most, weight) => Math.max(most, weight), 0);
  const top = Math.max(largest, pairwise.summary.maxWeight, unary.summary.maxWeight);
  const query = queryAt(site.queryGrid, cellInside(site, cell));
  const spread = (part: "pairwise" | "unary") => scoreSpread(site, meanQueryOf(site), query, part);
  const [ownSpread, sharedSpread] = [spread("pairwise"), spread("unary")];
  const map = (name: string, values: Float32Array) => ({ name, values });
  const maps = [
    map(rowsSumToOne(site) ? own.row : own.rowShares, row),
    ...(summary ? [map(own.meanRow, summary.meanRow)] : []),
    map(own.pairwise, pairwise.row),
    map(own.unary, unary.row),
  ];
  return (
    <div className="panel" data-testid="own">
      <h2>{own.heading}</h2>
      <div className="own-maps">
        {maps.map(({ name, values }) => (
          <figure key={name}>
            <SmallMap site={site} values={values} top={top} colours={colours} />
            <figcaption className="quiet">{name}</figcaption>
          </figure>
        ))}
      </div>
      <p className="quiet figures">{own.scale(top.toPrecision(3))}</p>
      <p data-testid="own-sentence">
        {ownSpread > CLEARLY * sharedSpread
          ? own.pairwiseWins
          : sharedSpread > CLEARLY * ownSpread
            ? own.unaryWins
            : own.even}
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
}

/** A map of weights over keys, small. */
export function SmallMap({ site, values, top, colours: { curve, colormap, smooth } }: SmallMapProps) {
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
  return <canvas ref={canvas} className="stage-map small-map" data-smooth={smooth} />;
}
