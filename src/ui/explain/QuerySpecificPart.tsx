import { memo, useLayoutEffect, useMemo, useRef } from "react";
import { queryAt } from "../../attention/grid";
import { rowShares, scoreSpread, totalVariation } from "../../attention/parts";
import { type AttentionSite, rowsSumToOne } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import { drawHeatMap } from "../../render/canvas";
import { formatFixed } from "../../render/format";
import { useStore } from "../../state/store/store";
import type { LensState } from "../../viewer/state/lens-state";
import { currentSite, summaryOf } from "../../viewer/views/derived";
import { cellInside, meanQueryOf, rowAt } from "../../viewer/views/rows";
import { useText } from "../text";
import { useRested } from "../use-rested";

/** Scores of one part that vary this many times as much as the other's dominate. */
const CLEARLY = 1.5;

/** How much of the row is this query's own, and how much every query shares. Waits for the pointer to rest. */
export function QuerySpecificPart() {
  const site = useStore(currentSite);
  const summary = useStore((state) => site && summaryOf(site, state));
  const lens = useStore((state) => state.lens);
  const shown = useRested(useMemo(() => site && { site, summary, lens }, [site, summary, lens]));
  return shown ? <Own {...shown} /> : null;
}

interface OwnProps {
  readonly site: AttentionSite;
  readonly summary: SiteSummary | undefined;
  readonly lens: LensState;
}

const Own = memo(({ site, summary, lens }: OwnProps) => {
  const { own } = useText();
  // The parts sum to 1; beside them so does the row.
  const row = rowShares(site, rowAt(site, lens.query).row);
  const pairwise = rowAt(site, lens.query, "pairwise");
  const unary = rowAt(site, lens.query, "unary");
  const largest = row.reduce((most, weight) => Math.max(most, weight), 0);
  const top = Math.max(largest, pairwise.summary.maxWeight, unary.summary.maxWeight);
  const query = queryAt(site.queryGrid, cellInside(site, lens.query));
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
            <SmallMap site={site} values={values} top={top} lens={lens} />
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
  readonly lens: Pick<LensState, "curve" | "colormap" | "smooth">;
}

/** A map of weights over keys, small. */
export function SmallMap({ site, values, top, lens: { curve, colormap, smooth } }: SmallMapProps) {
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
