import type { ReactNode } from "react";
import { cellCount, cellOfKey } from "../../attention/grid";
import { formatCount, formatFixed, formatPercent, formatWeight } from "../../render/format";
import { currentSite, rowAt } from "../../state/derived";
import { useStore } from "../../state/store";
import { useText } from "../text";

/** The numbers behind the map: of this query, and of the layer. */
export function Numbers() {
  const text = useText();
  const site = useStore(currentSite);
  const query = useStore((state) => state.lens.query);
  if (!site) return null;
  const { summary } = rowAt(site, query);
  const top = cellOfKey(site.keyGrid, summary.topKey);
  const { numbers } = text;
  return (
    <>
      <div className="panel">
        <h2>{numbers.heading}</h2>
        <dl className="numbers">
          <Row name={numbers.query} help={numbers.help.query} testId="query-cell">
            {query.x}, {query.y}
          </Row>
          <Row name={numbers.sum} help={numbers.help.sum} testId="row-sum">
            {formatFixed(summary.sum)}
          </Row>
          <Row name={numbers.entropy} help={numbers.help.entropy} testId="entropy">
            {numbers.entropyOf(formatFixed(summary.entropy), formatFixed(summary.maxEntropy))}
          </Row>
          <Row name={numbers.top} help={numbers.help.top} testId="top-weight">
            {numbers.topAt(formatWeight(summary.maxWeight), top.x, top.y)}
          </Row>
        </dl>
      </div>
      <div className="panel">
        <h2>{numbers.layerHeading}</h2>
        <dl className="numbers">
          <Row name={numbers.gamma} help={numbers.help.gamma} testId="gamma">
            {formatFixed(site.gamma)}
          </Row>
          <Row name={numbers.share} help={numbers.help.share} testId="share">
            {formatPercent(site.share)}
          </Row>
          <Row
            name={numbers.site}
            help={numbers.grids(formatCount(cellCount(site.queryGrid)), formatCount(cellCount(site.keyGrid)))}
            testId="site"
          >
            {site.name}
          </Row>
        </dl>
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
