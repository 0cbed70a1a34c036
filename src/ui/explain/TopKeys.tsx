import { cellOfKey, type KeyIndex } from "../../attention/grid";
import type { AttentionSite } from "../../attention/site";
import type { WeighedKey } from "../../attention/top";
import { formatPercent, formatWeight } from "../../render/format";
import { setFocusKey } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { useEquationText } from "./equation-text";

export interface TopKeysProps {
  readonly site: AttentionSite;
  readonly keys: readonly WeighedKey[];
  /** Weight of the whole row. */
  readonly total: number;
  /** The key that the equation speaks of. */
  readonly chosen: KeyIndex;
  readonly onChoose: (key: KeyIndex) => void;
}

/** The heaviest keys of the row; each shows its place in the image while it is pointed at or focused. */
export function TopKeys({ site, keys, total, chosen, onChoose }: TopKeysProps) {
  const equation = useEquationText();
  const focus = useStore((state) => state.focusKey);
  let sum = 0;
  return (
    <table className="top-keys" data-testid="top-keys">
      <caption className="quiet">{equation.topKeys}</caption>
      <thead className="quiet">
        <tr>
          <th scope="col">{equation.key}</th>
          <th scope="col">β</th>
          <th scope="col">{equation.soFar}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map(({ key, weight }) => {
          const { x, y } = cellOfKey(site.keyGrid, key);
          sum += weight;
          return (
            <tr
              key={key}
              data-lit={focus === key || chosen === key}
              onPointerEnter={() => setFocusKey(key)}
              onPointerLeave={() => setFocusKey(undefined)}
            >
              <td>
                <button
                  type="button"
                  aria-pressed={chosen === key}
                  aria-label={equation.choose(x, y)}
                  onClick={() => onChoose(key)}
                  onFocus={() => setFocusKey(key)}
                  onBlur={() => setFocusKey(undefined)}
                >
                  {x}, {y}
                </button>
              </td>
              <td>{formatWeight(weight)}</td>
              <td>{formatPercent(sum / total)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
