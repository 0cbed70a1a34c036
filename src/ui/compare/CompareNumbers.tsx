import { useEffect, useState } from "react";
import { cellOfKey } from "../../attention/grid";
import { summarizeRow } from "../../attention/summary";
import { formatFixed, formatMegabytes, formatPercent, formatWeight } from "../../render/format";
import { type PairStore, usePair } from "../../state/compare/pair";
import { currentIntervention } from "../../viewer/views/derived";
import { PICTURE_RANGE } from "../../viewer/views/difference";
import { cellInside } from "../../viewer/views/rows";
import { useCompareText } from "./compare-text";
import { NAMES } from "./use-side";
import { imageDifference, pairRows } from "./views";

type Rows = NonNullable<ReturnType<typeof pairRows>>;

/** A number of each side, and how to write it. */
interface Quantity {
  readonly name: string;
  readonly testId: string;
  readonly a: number;
  readonly b: number;
  readonly format: (value: number) => string;
}

/** The largest weight of a side's row, and its key. */
function strongest({ site, row }: Rows["a"]) {
  const { maxWeight, topKey } = summarizeRow(row);
  return { weight: maxWeight, cell: cellOfKey(site.keyGrid, topKey) };
}

const gammaOf = (state: PairStore["a"], { site }: Rows["a"]) =>
  site.gamma * currentIntervention(state).gammaScale;

/** Entropy, largest weight and gamma of each side, and the distances between them. */
export function CompareNumbers() {
  const text = useCompareText();
  const pair = usePair();
  const rows = pairRows(pair);
  if (!rows) return <p className="quiet">{text.noMap}</p>;
  const difference = imageDifference(pair);
  const queries = [pair.a, pair.b].map(({ lens }, at) => {
    const { x, y } = cellInside(at === 0 ? rows.a.site : rows.b.site, lens.query);
    return `${x}, ${y}`;
  });
  const quantities: readonly Quantity[] = [
    { name: text.entropy, testId: "entropy", a: rows.a.entropy, b: rows.b.entropy, format: formatFixed },
    {
      name: text.largest,
      testId: "largest",
      a: strongest(rows.a).weight,
      b: strongest(rows.b).weight,
      format: formatWeight,
    },
    {
      name: text.gamma,
      testId: "gamma",
      a: gammaOf(pair.a, rows.a),
      b: gammaOf(pair.b, rows.b),
      format: formatFixed,
    },
    { name: text.share, testId: "share", a: rows.a.site.share, b: rows.b.site.share, format: formatPercent },
  ];
  return (
    <>
      <table className="compare-table figures">
        <thead>
          <tr>
            <th scope="col">{text.quantity}</th>
            <th scope="col">{NAMES.a}</th>
            <th scope="col">{NAMES.b}</th>
            <th scope="col">{text.difference}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{text.query}</th>
            <td data-testid="query-a">{queries[0]}</td>
            <td data-testid="query-b">{queries[1]}</td>
            <td />
          </tr>
          {quantities.map(({ name, testId, a, b, format }) => (
            <tr key={testId}>
              <th scope="row">{name}</th>
              <td data-testid={`${testId}-a`} data-value={a}>
                {format(a)}
              </td>
              <td data-testid={`${testId}-b`} data-value={b}>
                {format(b)}
              </td>
              <td data-testid={`${testId}-difference`} data-value={b - a}>
                {format(b - a)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="numbers">
        <div className="numbers-row">
          <dt>{text.distance}</dt>
          <dd className="figures" data-testid="distance" data-value={rows.distance}>
            {rows.distance === undefined ? "–" : formatFixed(rows.distance)}
          </dd>
          <dd className="quiet numbers-help">{text.distanceHelp}</dd>
        </div>
        <div className="numbers-row">
          <dt>{text.meanChange}</dt>
          <dd className="figures" data-testid="mean-change" data-value={difference?.meanAbsolute}>
            {difference ? formatFixed(difference.meanAbsolute) : "–"}
          </dd>
          <dd className="quiet numbers-help">
            {text.meanChangeHelp(difference ? formatPercent(difference.meanAbsolute / PICTURE_RANGE) : "–")}
          </dd>
        </div>
      </dl>
      <Engines />
    </>
  );
}

/** How many generators are in memory. */
function Engines() {
  const text = useCompareText();
  const a = usePair((pair) => pair.a.manifest);
  const b = usePair((pair) => pair.b.manifest);
  if (!a || !b) return null;
  const bytes = a.generator.weights.bytes + b.generator.weights.bytes;
  return (
    <p className="quiet" data-testid="engines" data-count={a.id === b.id ? 1 : 2}>
      {a.id === b.id ? text.oneEngine : text.twoEngines(formatMegabytes(bytes))}
    </p>
  );
}

/** A screen reader would stumble over every cell that the pointer crosses. */
const QUIET_MS = 400;

/** Says where both sides look, once the query has not moved for a moment. */
export function SpokenPair() {
  const text = useCompareText();
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const pair = usePair.getState();
        const rows = pairRows(pair);
        if (!rows) return;
        const key = (side: Rows["a"]) => {
          const { weight, cell } = strongest(side);
          return text.spokenKey(cell.x, cell.y, formatWeight(weight));
        };
        const distance = rows.distance === undefined ? "–" : formatFixed(rows.distance);
        const query = cellInside(rows.a.site, pair.a.lens.query);
        setSentence(text.spoken({ ...query, a: key(rows.a), b: key(rows.b), distance }));
      }, QUIET_MS);
    };
    follow();
    const end = usePair.subscribe(pairRows, follow);
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [text]);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="spoken">
      {sentence}
    </p>
  );
}
