import { memo } from "react";
import { cellCount, cellOfKey } from "../../attention/grid";
import { rowShares, totalVariation } from "../../attention/parts";
import { type AttentionSite, rowsSumToOne } from "../../attention/site";
import { formatCount, formatFixed, formatPercent, formatWeight } from "../../render/format";
import { useStore } from "../../state/store/store";
import { currentIntervention, currentSite, summaryOf } from "../../viewer/views/derived";
import { cellInside, shownDistance, shownRow } from "../../viewer/views/rows";
import { useText } from "../text";
import { usePainted } from "../use-painted";

/** The numbers behind the map: of this query, and of the layer. */
export function Numbers() {
  const site = useStore(currentSite);
  if (!site) return null;
  return (
    <>
      <QueryNumbers site={site} />
      <LayerNumbers site={site} />
    </>
  );
}

interface OfSite {
  readonly site: AttentionSite;
}

/** Of the row on show: they follow the pointer. */
function QueryNumbers({ site }: OfSite) {
  const { numbers } = useText();
  const cell = usePainted((state) => state.lens.query);
  const count = usePainted((state) => state.lens.region.length);
  const { row, summary } = usePainted(({ lens }) => shownRow(site, lens));
  const whole = usePainted((state) => summaryOf(site, state));
  const query = cellInside(site, cell);
  const top = cellOfKey(site.keyGrid, summary.topKey);
  const single = count === 0;
  const shares = rowShares(site, row);
  const travelled = usePainted(({ lens }) => shownDistance(site, lens));
  return (
    <div className="panel">
      <h2>{single ? numbers.heading : numbers.regionHeading}</h2>
      <dl className="numbers">
        {single ? (
          <Row name={numbers.query} help={numbers.help.query} testId="query-cell">
            {`${query.x}, ${query.y}`}
          </Row>
        ) : (
          <Row name={numbers.region} help={numbers.help.region} testId="region-size">
            {formatCount(count)}
          </Row>
        )}
        <Row name={numbers.sum} help={numbers.help[rowsSumToOne(site) ? "sum" : "sumOver"]} testId="row-sum">
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
  );
}

/** Of the layer: the same for every query. */
const LayerNumbers = memo(({ site }: OfSite) => {
  const { numbers } = useText();
  const gammaScale = useStore((state) => currentIntervention(state).gammaScale);
  const whole = useStore((state) => summaryOf(site, state));
  return (
    <div className="panel">
      <h2>{numbers.layerHeading}</h2>
      <dl className="numbers">
        <Row name={numbers.gamma} help={numbers.help.gamma} testId="gamma">
          {gammaScale === 1
            ? formatFixed(site.gamma)
            : numbers.gammaTimes(formatFixed(site.gamma), gammaScale.toFixed(2))}
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
      {!rowsSumToOne(site) && (
        <p className="quiet" data-testid="over-queries">
          {numbers.overQueries}
        </p>
      )}
      {site.keyGrid.width !== site.queryGrid.width && <p className="quiet">{numbers.pooled}</p>}
    </div>
  );
});

interface RowProps {
  readonly name: string;
  readonly help: string;
  readonly testId: string;
  readonly children: string;
}

/** Rendered only where its text changes. */
const Row = memo(({ name, help, testId, children }: RowProps) => {
  return (
    <div className="numbers-row">
      <dt>{name}</dt>
      <dd className="figures" data-testid={testId}>
        {children}
      </dd>
      <dd className="quiet numbers-help">{help}</dd>
    </div>
  );
});
