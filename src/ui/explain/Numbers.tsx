import type { ReactNode } from "react";
import { meanDistance } from "../../attention/geometry";
import { cellCount, cellOfKey, queryAt } from "../../attention/grid";
import { rowShares, totalVariation } from "../../attention/parts";
import { rowsSumToOne } from "../../attention/site";
import { formatCount, formatFixed, formatPercent, formatWeight } from "../../render/format";
import { useStore } from "../../state/store/store";
import { currentIntervention, currentSite, summaryOf } from "../../viewer/views/derived";
import { cellInside, shownRow } from "../../viewer/views/rows";
import { useText } from "../text";

/** The numbers behind the map: of this query, and of the layer. */
export function Numbers() {
  const text = useText();
  const site = useStore(currentSite);
  const lens = useStore((state) => state.lens);
  const change = useStore(currentIntervention);
  const whole = useStore((state) => site && summaryOf(site, state));
  if (!site) return null;
  const { region } = lens;
  const query = cellInside(site, lens.query);
  const { row, summary } = shownRow(site, lens);
  const top = cellOfKey(site.keyGrid, summary.topKey);
  const { numbers } = text;
  const j = queryAt(site.queryGrid, query);
  const single = region.length === 0;
  const shares = rowShares(site, row);
  const travelled = single ? meanDistance(site, j, shares, new Float32Array(row.length)) : undefined;
  const normalised = rowsSumToOne(site);
  return (
    <>
      <div className="panel">
        <h2>{single ? numbers.heading : numbers.regionHeading}</h2>
        <dl className="numbers">
          {single ? (
            <Row name={numbers.query} help={numbers.help.query} testId="query-cell">
              {query.x}, {query.y}
            </Row>
          ) : (
            <Row name={numbers.region} help={numbers.help.region} testId="region-size">
              {formatCount(region.length)}
            </Row>
          )}
          <Row name={numbers.sum} help={numbers.help[normalised ? "sum" : "sumOver"]} testId="row-sum">
            {formatFixed(summary.sum)}
          </Row>
          <Row name={numbers.entropy} help={numbers.help.entropy} testId="entropy">
            {numbers.entropyOf(formatFixed(summary.entropy), formatFixed(summary.maxEntropy))}
          </Row>
          <Row name={numbers.top} help={numbers.help.top} testId="top-weight">
            {numbers.topAt(formatWeight(summary.maxWeight), top.x, top.y)}
          </Row>
          {travelled !== undefined && (
            <Row name={numbers.distance} help={numbers.help.distance} testId="distance">
              {numbers.cells(travelled.toFixed(1))}
            </Row>
          )}
          {whole && (
            <Row name={numbers.dependence} help={numbers.help.dependence} testId="dependence">
              {formatFixed(totalVariation(shares, whole.meanRow))}
            </Row>
          )}
        </dl>
      </div>
      <div className="panel">
        <h2>{numbers.layerHeading}</h2>
        <dl className="numbers">
          <Row name={numbers.gamma} help={numbers.help.gamma} testId="gamma">
            {change.gammaScale === 1
              ? formatFixed(site.gamma)
              : numbers.gammaTimes(formatFixed(site.gamma), change.gammaScale.toFixed(2))}
          </Row>
          <Row name={numbers.share} help={numbers.help.share} testId="share">
            {formatPercent(site.share)}
          </Row>
          {whole && (
            <Row name={numbers.meanDependence} help={numbers.help.meanDependence} testId="mean-dependence">
              {formatFixed(whole.dependence.reduce((sum, value) => sum + value, 0) / whole.dependence.length)}
            </Row>
          )}
          <Row
            name={numbers.site}
            help={numbers.grids(formatCount(cellCount(site.queryGrid)), formatCount(cellCount(site.keyGrid)))}
            testId="site"
          >
            {site.name}
          </Row>
        </dl>
        {!normalised && (
          <p className="quiet" data-testid="over-queries">
            {numbers.overQueries}
          </p>
        )}
        {site.keyGrid.width !== site.queryGrid.width && <p className="quiet">{numbers.pooled}</p>}
      </div>
    </>
  );
}

interface RowProps {
  readonly name: string;
  readonly help: string;
  readonly testId: string;
  readonly children: ReactNode;
}

function Row({ name, help, testId, children }: RowProps) {
  return (
    <div className="numbers-row">
      <dt>{name}</dt>
      <dd className="figures" data-testid={testId}>
        {children}
      </dd>
      <dd className="quiet numbers-help">{help}</dd>
    </div>
  );
}
