import { cellCount, cellOfKey } from "../../attention/grid";
import type { AttentionSite } from "../../attention/site";
import { formatCount, formatWeight } from "../../render/format";
import { useStore } from "../../state/store/store";
import { currentSite } from "../../viewer/views/derived";
import { shownDistance, shownRow } from "../../viewer/views/rows";
import { useText } from "../text";
import { usePainted } from "../use-painted";

/** What the query reads, for a first look: where most, over how many keys, how far away. */
export function ThreeNumbers() {
  const site = useStore(currentSite);
  return site ? <Of site={site} /> : null;
}

function Of({ site }: { readonly site: AttentionSite }) {
  const { shell, numbers } = useText();
  const { summary } = usePainted(({ lens }) => shownRow(site, lens));
  const top = cellOfKey(site.keyGrid, summary.topKey);
  const distance = usePainted(({ lens }) => shownDistance(site, lens));
  // The perplexity of the row.
  const keys = Math.max(1, Math.round(Math.exp(summary.entropy)));
  const all = [
    [shell.mostRead, `${top.x}, ${top.y}`, `β = ${formatWeight(summary.maxWeight)}`, shell.mostReadHelp],
    [
      shell.spread,
      shell.keys(formatCount(keys)),
      shell.ofKeys(formatCount(cellCount(site.keyGrid))),
      shell.spreadHelp,
    ],
    ...(distance === undefined
      ? []
      : [[shell.reach, numbers.cells(distance.toFixed(1)), shell.onAverage, shell.reachHelp] as const]),
  ] as const;
  return (
    <section className="panel" aria-label={shell.readFirst} data-testid="three-numbers">
      <dl className="three-numbers">
        {all.map(([name, value, more, help]) => (
          <div key={name} title={help}>
            <dt className="quiet">{name}</dt>
            <dd className="figures">
              <strong>{value}</strong> <span className="quiet">{more}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
